"""Recording events."""

import json
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection


def record(
    *,
    event_type: str,
    aggregate_type: str,
    aggregate_id: int,
    territory: str | None,
    payload: dict[str, Any],
    deduplication_key: str | None = None,
    correlation_id: UUID | None = None,
) -> UUID | None:
    """Write one event in the caller's transaction.

    `payload` is the event body (design brief, section 3) without its `event_id`, which is added here; instants in it
    are aware datetimes. Returns the new event's id, or None where `deduplication_key` has been recorded before.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT integration.record_event(%s, %s, %s, %s, %s::jsonb, %s, %s)",
            [
                event_type,
                aggregate_type,
                aggregate_id,
                territory,
                json.dumps(payload, cls=DjangoJSONEncoder),
                deduplication_key,
                correlation_id,
            ],
        )
        event_id: UUID | None = cursor.fetchone()[0]
    return event_id
