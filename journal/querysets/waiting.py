"""For whom something waits: one statement tells a relay that there is nothing to do."""

from functools import cache

from core.sqlfiles import read_sql
from journal.models import Kind, Subscription


def subscriptions_waiting(*kinds: Kind) -> list[Subscription]:
    """The active subscriptions of these kinds, none that rests, for which a delivery is due that nobody holds."""
    return list(Subscription.objects.raw(_statement(), [list(kinds)]))


@cache
def _statement() -> str:
    return read_sql("journal", "questions/waiting")
