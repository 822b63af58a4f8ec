"""Deciding about deliveries that are parked, and forgetting old ones."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User

FORGET_AT_ONCE = 10_000


def retry_deliveries(*, delivery_ids: Sequence[int], actor: User | None) -> int:
    """Have parked deliveries tried again, with all their attempts; what they held up follows. How many were parked."""
    return _unpark(delivery_ids, discard=False, why="")


def discard_deliveries(*, delivery_ids: Sequence[int], actor: User, why: str) -> int:
    """Give parked deliveries up; what they held up goes on. DomainError without a reason. How many were parked."""
    if not why.strip():
        raise DomainError(_("Say why the event is discarded."), code="reason_missing", status=422, field="why")
    return _unpark(delivery_ids, discard=True, why=f"{actor}: {why.strip()}")


def forget_deliveries(*, older_than: timedelta) -> int:
    """Delete deliveries that were settled longer ago, in portions of a transaction each; how many."""
    forgotten, seconds = 0, older_than.total_seconds()
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT integration.forget_deliveries(make_interval(secs => %s), %s)", [seconds, FORGET_AT_ONCE]
            )
            portion = int(cursor.fetchone()[0])
        forgotten += portion
        if portion < FORGET_AT_ONCE:
            return forgotten


@transaction.atomic
def _unpark(delivery_ids: Sequence[int], *, discard: bool, why: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT integration.unpark_deliveries(%s, %s, %s)", [list(delivery_ids), discard, why])
        freed = int(cursor.fetchone()[0])
        cursor.execute("SELECT integration.wake('freshops_relay', uuidv7(), true)")
        return freed
