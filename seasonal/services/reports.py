"""Reports of seasons: drafted from what is recorded, completed by people, published for good."""

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.dbclock import database_now
from core.models import User
from seasonal.errors import SeasonConflict, SeasonRefused
from seasonal.models import Season, SeasonReport, SeasonState
from seasonal.reporting.drafting import gather, write

LONGEST = 200_000


@transaction.atomic
def draft_report(*, season: Season, language: str, actor: User) -> SeasonReport:
    """Draft the report in `language` (de or en) from what is recorded now; a draft that is there is written anew.

    Raises SeasonRefused for a season that has not begun, SeasonConflict once it is published.
    """
    if season.state not in (SeasonState.ACTIVE, SeasonState.OVER):
        raise SeasonRefused(_("This season has not begun. There is nothing to report."))
    found = SeasonReport.objects.select_for_update().filter(season=season, language=language).first()
    report = found or SeasonReport(season=season, language=language, created_by=actor)
    _check_unpublished(report)
    now = database_now()
    report.facts, report.drafted_at = gather(season, now), now
    report.text = write(season, report.facts, language)
    with pghistory.context(user=actor.pk, source="admin"):
        report.save()
    return report


@transaction.atomic
def save_report(*, report: SeasonReport, actor: User, text: str) -> SeasonReport:
    """Keep what the report says so far. Raises SeasonRefused without a text, SeasonConflict once it is published."""
    locked = SeasonReport.objects.select_for_update().get(pk=report.pk)
    _check_unpublished(locked)
    cleaned = text.replace("\r\n", "\n").strip()
    if not cleaned:
        raise SeasonRefused(_("Write something first."), field="text")
    if len(cleaned) > LONGEST:
        raise SeasonRefused(_("This is longer than a report may be."), field="text")
    locked.text = cleaned + "\n"
    with pghistory.context(user=actor.pk, source="admin"):
        locked.save(update_fields=["text"])
    return locked


@transaction.atomic
def publish_report(*, report: SeasonReport, actor: User) -> SeasonReport:
    """From now on it stays as it is: text and facts. Raises SeasonConflict before the season is over, and a second
    time."""
    locked = SeasonReport.objects.select_for_update(of=("self",)).select_related("season").get(pk=report.pk)
    _check_unpublished(locked)
    if locked.season.state != SeasonState.OVER:
        raise SeasonConflict(_("It can be published once the season is over."))
    locked.published_at, locked.published_by = database_now(), actor
    with pghistory.context(user=actor.pk, source="admin"):
        locked.save(update_fields=["published_at", "published_by"])
    return locked


def _check_unpublished(report: SeasonReport) -> None:
    if report.published_at is not None:
        raise SeasonConflict(_("The report is published. It stays as it is."))
