"""Events about a lead."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection


def record_lead_event(
    *, event_type: str, lead_id: int, reason: str, metadata: Mapping[str, Any] | None = None, user_id: int | None = None
) -> None:
    """Record an event about a lead in the caller's transaction, with its clock as it is after what was just written.

    `user_id` is whose protection it concerns (default: the present owner); `metadata` may hold aware datetimes.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_lead_event(%s, %s, %s, %s, %s::jsonb)",
            [event_type, lead_id, user_id, reason, json.dumps(metadata or {}, cls=DjangoJSONEncoder)],
        )
