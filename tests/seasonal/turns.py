"""Waiting for somebody who waits for their turn."""

from concurrent.futures import Future
from time import monotonic
from typing import Any

from django.db import connection

_WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
PATIENCE = 30.0


def until_somebody_waits(came: Future[Any]) -> bool:
    """Whether a connection comes to wait for an advisory lock; False once the work is done without."""
    deadline = monotonic() + PATIENCE
    while not came.done() and monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(_WAITING)
            if cursor.fetchone()[0]:
                return True
    return False
