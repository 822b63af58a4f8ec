"""Waiting for a database that restarts: results in hand must not be lost to a minute's absence."""

import time
from collections.abc import Callable
from typing import TypeVar

import structlog
from django.db import InterfaceError, OperationalError, connection

from leads.services.reminders.limits import PATIENCE

logger = structlog.get_logger(__name__)

T = TypeVar("T")
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # seconds


def patiently(step: Callable[[], T]) -> T:
    """Run `step`, a whole transaction that may be repeated, until the database is there; raise after PATIENCE."""
    give_up = time.monotonic() + PATIENCE.total_seconds()
    pause = FIRST_PAUSE
    while True:
        try:
            return step()
        except (OperationalError, InterfaceError) as error:
            connection.close()
            if time.monotonic() + pause > give_up:
                raise
            logger.warning("database_away", error=str(error).strip(), pause=pause)
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
