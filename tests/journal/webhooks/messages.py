"""Events to send."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from journal.messages import EventMessage
from journal.webhooks.signing import signing_key

KEYS = [signing_key(7, 1)]

_HOLD = EventMessage(
    delivery_id=1,
    stream="lead/4711",
    attempts=0,
    event_id=UUID("019a0000-0000-7000-8000-000000000001"),
    event_type="lead.hold.created",
    schema_version=1,
    aggregate_type="lead",
    aggregate_id=4711,
    territory="DE",
    correlation_id=UUID("019a0000-0000-7000-8000-00000000000c"),
    source="freshops",
    recorded_at=datetime(2026, 11, 21, 8, 0, 0, 123456, tzinfo=UTC),
    journal_id=42,
    payload={"reason": "Preisliste für Zürich fehlt", "event_type": "lead.hold.created", "lead_id": 4711},
)


def event(**changes: Any) -> EventMessage:
    """A hold of lead 4711, with `changes`."""
    return replace(_HOLD, **changes)
