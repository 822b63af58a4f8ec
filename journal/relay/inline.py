"""Applying events to the consumers in the code at once, in the request that brought them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from uuid import UUID

import structlog
from django.db import OperationalError, connection

from journal.querysets.waiting import consumers_waiting_for
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
            while waiting := consumers_waiting_for(event_ids):
                if not consume_waiting(waiting, patient=False, until=until):
                    break  # out of time, or the relay is at it
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
