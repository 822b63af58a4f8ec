"""The draft of a post-mortem: what is known, in order, and the questions that people have to answer."""

from datetime import datetime, timedelta

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.walltime import berlin_wall
from operations.incidents.models import Incident, ItemState
from operations.incidents.telling import told
from operations.incidents.wording import headline_of, impact_of, reasons_of


def draft(incident: Incident, language: str) -> str:
    """The whole text as Markdown in `language`; times are Berlin's."""
    with translation.override(language):
        parts = [
            f"# {_line(headline_of(incident))}",
            "\n".join(_facts(incident)),
            _heading(_("Impact")),
            "\n".join(_impact(incident)),
            _heading(_("What happened")),
            "\n".join(_timeline(incident)),
            *_left_out(incident),
            _heading(_("Cause")),
            _("Why could it happen? Ask “why” until the answer is something that can be changed."),
            _heading(_("What went well, what did not")),
            "- ",
            _heading(_("What we change")),
            _("Each with a name and a date, so that it does not happen again, or is noticed sooner."),
            "- ",
        ]
    return "\n\n".join(parts) + "\n"


def _heading(text: str) -> str:
    return f"## {text}"


def _facts(incident: Incident) -> list[str]:
    since = incident.opened_at
    rows: list[tuple[str, str]] = [
        (_("Incident"), f"#{incident.pk}"),
        (_("Severity"), incident.severity),
        (_("Began"), _clock(incident.began_at)),
        (_("Opened"), _clock(since)),
    ]
    for label, instant in (
        (_("Acknowledged"), incident.acknowledged_at),
        (_("Damage stopped"), incident.mitigated_at),
        (_("Resolved"), incident.resolved_at),
    ):
        if instant is not None:
            rows.append((label, _("%(when)s (after %(minutes)s min)") % {
                "when": _clock(instant), "minutes": _minutes(instant - since)
            }))  # fmt: skip
    rows += [(capfirst(role.get_role_display()), str(role.user)) for role in incident.roles.select_related("user")]
    return [f"- **{label}:** {_line(value)}" for label, value in rows]


def _impact(incident: Incident) -> list[str]:
    said = [impact_of(incident)] if incident.alert_name else []
    lines = [f"- {_line(each)}" for each in [*said, *reasons_of(incident)] if each]
    leads = list(incident.linked_leads.values_list("lead_id", flat=True))
    if leads:
        concerned = _("Leads concerned")
        lines.append(f"- {concerned}: {', '.join(map(str, leads))}")
    return lines


def _timeline(incident: Incident) -> list[str]:
    lines = []
    for entry in incident.timeline.select_related("actor"):
        who = str(entry.actor) if entry.actor else "FreshOps"
        said = told(entry)
        lines.append(f"- {_clock(entry.at)}, {_line(who)}: {_line(said)}")
    return lines


def _left_out(incident: Incident) -> list[str]:
    skipped = incident.checklist.filter(state=ItemState.SKIPPED)
    lines = [f"- {_line(item.said('title'))}: {_line(item.note)}" for item in skipped]
    return [_heading(_("Steps left out")), "\n".join(lines)] if lines else []


def _clock(instant: datetime) -> str:
    return f"{berlin_wall(instant):%Y-%m-%d %H:%M}"


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def _line(text: str) -> str:
    """On one line: what people wrote must not become headings or lists of the document."""
    return " ".join(str(text).split())
