"""Writing lines of the timeline."""

from datetime import datetime
from typing import Any

from core.dbclock import database_now
from core.models import User
from operations.incidents.models import EntryKind, Incident, TimelineEntry


def write_entry(
    *,
    incident: Incident,
    kind: EntryKind,
    actor: User | None = None,
    text: str = "",
    at: datetime | None = None,
    **data: Any,
) -> TimelineEntry:
    """Add a line in the caller's transaction; `at` (aware): when it happened, by default now. The line."""
    return TimelineEntry.objects.create(
        incident=incident, kind=kind, actor=actor, text=text, at=at or database_now(), data=data
    )
