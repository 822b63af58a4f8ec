"""Events that were received before: answered as then, whatever has changed since."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from core.models import User
from journal.incoming.rows import fingerprint
from journal.models import IncomingEvent, IncomingState


def received_before(events: Sequence[Any], sender: User) -> dict[int, bool]:
    """Which `events` (by position) `sender` has sent before with the same body, and whether they were parked then."""
    ids = {position: event_id for position, event in enumerate(events) if (event_id := _id_of(event)) is not None}
    rows = IncomingEvent.objects.filter(pk__in=set(ids.values()), sender_id=sender.pk)
    known = {
        row.event_id: (bytes(row.fingerprint).hex(), row.state != IncomingState.RECORDED or row.settled_at is not None)
        for row in rows.only("fingerprint", "state", "settled_at")
    }
    found = {}
    for position, event_id in ids.items():
        body, was_parked = known.get(event_id, ("", False))
        if body and body == fingerprint(events[position]):
            found[position] = was_parked
    return found


def _id_of(event: Any) -> UUID | None:
    try:
        return UUID(event["event_id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
