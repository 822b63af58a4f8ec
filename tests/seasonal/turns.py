"""Waiting for somebody who waits for their turn."""

from concurrent.futures import Future
from time import monotonic

from django.db import connection

_WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
PATIENCE = 30.0


def until_somebody_waits(came: Future[str]) -> None:
    """Until a connection waits for an advisory lock, or the work is done without."""
    deadline = monotonic() + PATIENCE
    while not came.done() and monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(_WAITING)
            if cursor.fetchone()[0]:
                return
