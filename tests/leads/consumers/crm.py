"""The CRM, as the tests play it: events into the journal, and the consumers that take them."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from journal.models import Delivery
from journal.relay.consuming import consume_all
from leads.models import LeadHold

# Days of a story are counted from here; the lead is registered on day 0. All of it lies in the past.
ORIGIN = timezone.now().replace(microsecond=0) - timedelta(days=100)
Times = tuple[float, float | None]


def day(number: float) -> datetime:
    """The instant of a day of the story."""
    return ORIGIN + timedelta(days=number)


def number_of(instant: datetime | None) -> float | None:
    """The day of the story that an instant is."""
    return None if instant is None else round((instant - ORIGIN) / timedelta(days=1), 3)


def fresh_id() -> int:
    """An id that no lead has, for one that the CRM registers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('leads', 'id'))")
        return int(cursor.fetchone()[0])


def send(
    event_type: str,
    lead_id: int,
    on: float | datetime,
    user_id: int | None = None,
    *,
    event_id: UUID | None = None,
    territory: str | None = "DE",
    source: str = "crm",
    **metadata: Any,
) -> UUID:
    """Record an event as ingest does, with its own id and its sender as source; the id."""
    event_id = event_id or uuid4()
    at = on if isinstance(on, datetime) else day(on)
    payload = {
        "event_type": event_type,
        "timestamp": at.isoformat(),
        "lead_id": lead_id,
        "user_id": user_id,
        "territory": territory,
        "reason": "",
        "metadata": metadata,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT integration.record_event(%s, 'lead', %s, %s, %s::jsonb, event_id => %s, source => %s)",
            [event_type, lead_id, territory, json.dumps(payload), event_id, source],
        )
    return event_id


def deliver() -> None:
    """Let the consumers take all that is due."""
    while consume_all():
        pass


def report(event_type: str, lead_id: int, on: float | datetime, user_id: int | None = None, **metadata: Any) -> UUID:
    """Send an event and have it taken."""
    event_id = send(event_type, lead_id, on, user_id, **metadata)
    deliver()
    return event_id


def outcome_of(event_id: UUID) -> tuple[str, str]:
    """What became of an event at the consumer of facts: state and error."""
    delivery = Delivery.objects.get(event_id=event_id, subscription__name="leads.facts")
    return delivery.state, delivery.last_error


def rule_holds(lead_id: int) -> list[Times]:
    """The automatic holds of a lead, in days of the story."""
    holds = LeadHold.objects.filter(lead_id=lead_id, source="rule", voided_at=None).order_by("start_at")
    return [(number_of(hold.start_at) or 0.0, number_of(hold.end_at)) for hold in holds]


def told(lead_id: int, prefix: str) -> list[str]:
    """The types of the events of a lead that begin so, in the order in which they were recorded."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_type FROM integration.event_journal"
            " WHERE aggregate_type = 'lead' AND aggregate_id = %s AND event_type LIKE %s ORDER BY id",
            [lead_id, f"{prefix}%"],
        )
        return [row[0] for row in cursor.fetchall()]
