"""The timeline and the checklist of an incident, as its page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.safestring import SafeString

from operations.incidents.admin.doings import Failed
from operations.incidents.admin.texts import clock
from operations.incidents.models import ChecklistItem, EntryKind, Incident, ItemState, TimelineEntry
from operations.incidents.telling import told
from operations.runbooks.admin.linked import prose

SHOWN = 60  # lines at first; the others are one click away
_LATE = timedelta(minutes=2)

# The sign of a line, and the tone of the few that must catch the eye.
_SIGNS: dict[str, tuple[str, str]] = {
    EntryKind.OPENED: ("alert", "danger"),
    EntryKind.ALERT: ("alert", "warning"),
    EntryKind.ALERT_ENDED: ("check", "neutral"),
    EntryKind.SEVERITY: ("triangle", "warning"),
    EntryKind.ACKNOWLEDGED: ("play", "good"),
    EntryKind.NOTE: ("edit", "neutral"),
    EntryKind.UPDATE: ("info", "held"),
    EntryKind.CHECK: ("check", "neutral"),
    EntryKind.ROLE: ("swap", "neutral"),
    EntryKind.LINK: ("external", "neutral"),
    EntryKind.PAGE: ("mail", "neutral"),
    EntryKind.ESCALATED: ("arrow", "danger"),
    EntryKind.MITIGATED: ("shield", "good"),
    EntryKind.RESOLVED: ("check", "good"),
    EntryKind.REOPENED: ("history", "danger"),
    EntryKind.CLOSED: ("close", "neutral"),
    EntryKind.POSTMORTEM: ("book", "good"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the timeline. `recorded`: when it was written, where that was later."""

    at: datetime
    time: str
    who: str
    said: str
    icon: str
    tone: str
    recorded: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A step of the checklist. `typed`: a reason for leaving it out that was refused; `is_next`: the first open one."""

    pk: int
    position: int
    title: str
    text: SafeString
    state: str
    settled: str = ""
    note: str = ""
    typed: str = ""
    is_next: bool = False
    is_refused: bool = False


def lines_of(incident: Incident, now: datetime, *, everything: bool) -> tuple[list[Line], int]:
    """The newest lines first, and how many more there are."""
    rows = incident.timeline.select_related("actor").order_by("-at", "-id")
    found = list(rows if everything else rows[: SHOWN + 1])
    if everything or len(found) <= SHOWN:
        return [_line(entry, now) for entry in found], 0
    return [_line(entry, now) for entry in found[:SHOWN]], incident.timeline.count() - SHOWN


def _line(entry: TimelineEntry, now: datetime) -> Line:
    icon, tone = _SIGNS.get(entry.kind, ("dot", "neutral"))
    late = entry.recorded_at - entry.at > _LATE
    return Line(
        at=entry.at,
        time=clock(entry.at, now),
        who=str(entry.actor) if entry.actor else "FreshOps",
        said=told(entry),
        icon=icon,
        tone=tone,
        recorded=clock(entry.recorded_at, now) if late else "",
    )


def items_of(incident: Incident, now: datetime, failed: Failed | None) -> Sequence[Item]:
    """The checklist in its order; one query."""
    rows = list(incident.checklist.select_related("done_by"))
    first = next((row.pk for row in rows if row.state == ItemState.OPEN), None)
    sent: Mapping[str, Any] = failed.form.data if failed and failed.step == "skip" else {}
    refused = {str(sent.get("item")): str(sent.get("note", ""))} if sent else {}
    return [_item(row, incident, now, is_next=row.pk == first, refused=refused.get(str(row.pk))) for row in rows]


def _item(row: ChecklistItem, incident: Incident, now: datetime, *, is_next: bool, refused: str | None) -> Item:
    settled = f"{clock(row.done_at, now)}, {row.done_by}" if row.done_at else ""
    return Item(
        pk=row.pk,
        position=row.position,
        title=row.said("title"),
        text=prose(row.said("text"), incident.runbook_slug),
        state=row.state,
        settled=settled,
        note=row.note,
        typed=refused or "",
        is_next=is_next,
        is_refused=refused is not None,
    )
