"""Ids that were received before: the same event is answered as then, whatever has changed since."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.models import User
from journal.incoming.rows import fingerprint
from journal.models import IncomingEvent, IncomingState


class Before(StrEnum):
    """What is known of an id."""

    RECORDED = "recorded"
    PARKED = "parked"
    ANOTHER = "another"  # it stands for another body, or came from another sender


def received_before(events: Sequence[Any], sender: User) -> dict[int, Before]:
    """Which of the `events` (by position) have an id that was received before, and what became of it then."""
    ids = {position: event_id for position, event in enumerate(events) if (event_id := _id_of(event)) is not None}
    rows = IncomingEvent.objects.filter(pk__in=set(ids.values())).defer("body", "note")
    known = {row.event_id: row for row in rows}
    return {
        position: _compare(known[event_id], events[position], sender)
        for position, event_id in ids.items()
        if event_id in known
    }


def _compare(row: IncomingEvent, event: Any, sender: User) -> Before:
    if row.sender_id != sender.pk or bytes(row.fingerprint).hex() != fingerprint(event):
        return Before.ANOTHER
    was_parked = row.state != IncomingState.RECORDED or row.settled_at is not None
    return Before.PARKED if was_parked else Before.RECORDED


def _id_of(event: Any) -> UUID | None:
    try:
        return UUID(event["event_id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return None
