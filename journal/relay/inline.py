"""Applying events to the consumers in the code at once, in the request that brought them."""

from collections.abc import Sequence
from time import monotonic
from uuid import UUID

import structlog
from django.db import connection

from journal.relay.consuming import consume_all

SECONDS = 2.0

log = structlog.get_logger(__name__)


def deliver_now(event_ids: Sequence[UUID]) -> None:
    """Give consumers what is due, for at most two seconds; the relay does the rest, and whatever fails here.

    Outside a transaction. Never raises: the events are recorded, and that is what the caller promised.
    """
    until = monotonic() + SECONDS
    try:
        while _pending(event_ids) and monotonic() < until and consume_all():
            pass
    except Exception:
        log.exception("events are left to the relay", events=len(event_ids))


def _pending(event_ids: Sequence[UUID]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (
                SELECT FROM integration.event_deliveries d
                JOIN integration.subscriptions s ON s.id = d.subscription_id AND s.kind = 'CONSUMER'
                WHERE d.event_id = ANY (%s) AND d.state = 'PENDING' AND d.due_at <= clock_timestamp())
            """,
            [list(event_ids)],
        )
        return bool(cursor.fetchone()[0])
