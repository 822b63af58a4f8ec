"""Claiming deliveries and settling them: the functions of `journal/sql/claiming`, for Python."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import connection

from core.operating import operating_mode
from journal.messages import EventMessage


class Outcome(StrEnum):
    """What became of a claimed delivery."""

    DELIVERED = "DELIVERED"
    FAILED = "FAILED"  # to be tried again
    PARKED = "PARKED"  # until somebody decides
    RELEASED = "RELEASED"  # not tried


@dataclass(frozen=True, slots=True)
class Settlement:
    """A delivery's outcome; `due_at` (aware): when it is tried again, where it failed."""

    delivery_id: int
    outcome: Outcome
    error: str = ""
    due_at: datetime | None = None


def claim(
    *, subscription_id: int, limit: int, run: int = 1, worker: str | None = None, lease: timedelta | None = None
) -> list[EventMessage]:
    """The next deliveries of up to `limit` aggregates, of each up to `run` in order, in the caller's transaction.

    In some seasons those of aggregates about which something on catering waits come before all others.

    With `lease` they belong to `worker` for so long; without, they are locked until the transaction ends. Empty where
    the subscription is paused, disabled or resting.
    """
    catering_first = operating_mode().catering_first
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM integration.claim_deliveries(%s, %s, %s, %s, make_interval(secs => %s), %s)",
            [subscription_id, worker, limit, run, lease.total_seconds() if lease else None, catering_first],
        )
        return [_message([*columns, json.loads(payload)]) for *columns, payload in cursor.fetchall()]


def _message(values: list[Any]) -> EventMessage:
    return EventMessage(*values)


def settle(settlements: Iterable[Settlement], *, worker: str | None = None) -> int:
    """Note outcomes, in the caller's transaction; how many deliveries were still the worker's."""
    rows = list(settlements)
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT integration.settle_deliveries(%s, %s, %s, %s, %s::timestamptz[])",
            [
                worker,
                [row.delivery_id for row in rows],
                [str(row.outcome) for row in rows],
                [row.error for row in rows],
                [row.due_at for row in rows],
            ],
        )
        return int(cursor.fetchone()[0])
