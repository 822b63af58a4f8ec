"""Applying events to the consumers in the code at once, in the request that brought them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from uuid import UUID

import structlog
from django.db import OperationalError, connection

from journal.models import Subscription
from journal.relay.consuming import consume_waiting

SECONDS = 2.0
# Somebody who holds a lead's lock for longer is not waited for: the relay is patient.
LOCK_TIMEOUT = "500ms"

log = structlog.get_logger(__name__)


def deliver_now(event_ids: Sequence[UUID]) -> None:
    """Give what is due to the consumers that these events wait for, for at most two seconds; the relay does the rest.

    Outside a transaction. Never raises: the events are recorded, and that is what the caller promised.
    """
    until = monotonic() + SECONDS
    try:
        with _short_of_time():
            while (waiting := _waiting_for(event_ids)) and consume_waiting(waiting, patient=False, until=until):
                pass
    except OperationalError as error:
        log.info("events are left to the relay", events=len(event_ids), error=str(error).strip())
    except Exception:
        log.exception("events are left to the relay", events=len(event_ids))


@contextmanager
def _short_of_time() -> Iterator[None]:
    """No statement of this session waits long for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def _waiting_for(event_ids: Sequence[UUID]) -> list[Subscription]:
    """The consumers that have not had all of these events yet."""
    return list(
        Subscription.objects.raw(
            """
            SELECT s.* FROM integration.subscriptions s
            WHERE s.kind = 'CONSUMER' AND s.state = 'ACTIVE' AND EXISTS (
                SELECT FROM integration.event_deliveries d
                WHERE d.subscription_id = s.id AND d.event_id = ANY (%s)
                  AND d.state = 'PENDING' AND d.due_at <= clock_timestamp())
            ORDER BY s.id
            """,
            [list(event_ids)],
        )
    )
