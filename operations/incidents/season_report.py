"""What incidents tell in the report of a season."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from core.models.user import Language
from core.walltime import berlin_instant, berlin_wall
from operations.incidents.models import Incident
from operations.incidents.wording import headline_of
from seasonal.models import Season
from seasonal.reporting.markdown import table
from seasonal.reporting.sections import Facts, Section


def gather(season: Season, at: datetime) -> Facts:
    """The incidents that were opened in the season's Berlin days, drills apart."""
    begin = berlin_instant(datetime.combine(season.starts_on, time()))
    end = berlin_instant(datetime.combine(season.ends_on + timedelta(days=1), time()))
    opened = Incident.objects.filter(opened_at__gte=begin, opened_at__lt=end, is_drill=False).order_by("opened_at")
    return {"rows": [_row(each) for each in opened]}


def _row(incident: Incident) -> Facts:
    headlines = {}
    for language in Language.values:
        with override(language):
            headlines[language] = headline_of(incident)
    over = incident.resolved_at
    return {
        "pk": incident.pk,
        "headline": headlines,
        "severity": incident.severity,
        "opened": incident.opened_at.isoformat(),
        "minutes": None if over is None else round((over - incident.opened_at).total_seconds() / 60),
        "postmortem": incident.postmortem_published_at is not None,
    }


def write(facts: Facts) -> Iterator[str]:
    """How many of which severity, and each."""
    rows = facts["rows"]
    if not rows:
        yield _("There was no incident.")
        return
    counts = sorted(Counter(each["severity"] for each in rows).items())
    yield ", ".join(f"{severity}: {count}" for severity, count in counts)
    language = _language()
    yield table(
        (_("Incident"), _("Severity"), _("Opened"), _("Minutes until resolved"), _("Post-mortem")),
        [
            (
                _linked(each, language),
                each["severity"],
                f"{berlin_wall(datetime.fromisoformat(each['opened'])):%Y-%m-%d %H:%M}",
                "–" if each["minutes"] is None else number_format(each["minutes"], force_grouping=True),
                _("published") if each["postmortem"] else _("none"),
            )
            for each in rows
        ],
    )


def _linked(row: Facts, language: str) -> str:
    address = reverse("admin:incidents_incident_change", args=[row["pk"]])
    return f"[#{row['pk']}]({address}) {row['headline'][language]}"


def _language() -> str:
    return Language.ENGLISH.value if (get_language() or "").startswith("en") else Language.GERMAN.value


SECTION = Section(code="incidents", order=60, title=gettext_lazy("Incidents"), gather=gather, write=write)
