"""What people record of drills and days."""

from datetime import date

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import User
from seasonal.errors import SeasonRefused, constraint_errors
from seasonal.models import DailyReview, DrillRecord, Season


def record_drill(
    *, actor: User, kind: str, on: date, evidence: str, worked: bool = True, season: Season | None = None
) -> DrillRecord:
    """Keep that something was rehearsed on a Berlin day. Raises SeasonRefused without evidence."""
    if not evidence.strip():
        raise SeasonRefused(_("Say what was done, how long it took, and where the record lies."), field="evidence")
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        return DrillRecord.objects.create(
            kind=kind, on=on, worked=worked, evidence=evidence.strip(), season=season, recorded_by=actor
        )


def write_review(*, actor: User, season: Season, day: date, note: str) -> DailyReview:
    """Keep what a day of a season was like; a later text of the same day takes the place of the former.

    Raises SeasonRefused without a text, for a day that is not the season's, and once its report is published.
    """
    if not note.strip():
        raise SeasonRefused(_("Say what was noticed."), field="note")
    if not season.starts_on <= day <= season.ends_on:
        raise SeasonRefused(_("This day is not in the season."), field="day")
    if season.reports.filter(published_at__isnull=False).exists():
        raise SeasonRefused(_("The season's report is published. Its reviews stay as they are."))
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        row, _made = DailyReview.objects.update_or_create(
            season=season, day=day, defaults={"note": note.strip(), "written_by": actor}
        )
    return row
