"""Events and deliveries, as the tests of the journal make and read them."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from journal.models import Delivery
from journal.services.events import record


def record_about(lead_id: int, event_type: str = "lead.test", territory: str | None = "DE", **payload: Any) -> UUID:
    """Record an event about a lead; its id."""
    body = {"event_type": event_type, "timestamp": timezone.now(), "lead_id": lead_id, **payload}
    event_id = record(
        event_type=event_type, aggregate_type="lead", aggregate_id=lead_id, territory=territory, payload=body
    )
    assert event_id is not None
    return event_id


def states() -> list[tuple[str, str]]:
    """(stream, state) of all deliveries, in the order in which they were queued."""
    return list(Delivery.objects.order_by("id").values_list("stream", "state"))


def sql(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """The rows of a statement on the application's connection."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if cursor.description else []
