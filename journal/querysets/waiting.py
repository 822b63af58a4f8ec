"""For whom something waits: one statement tells a relay that there is nothing to do."""

from collections.abc import Collection
from uuid import UUID

from core.sqlfiles import read_sql
from journal.models import Kind, Subscription


def subscriptions_waiting(*kinds: Kind) -> list[Subscription]:
    """The active subscriptions of these kinds, none that rests, for which a delivery is due that nobody holds."""
    return list(Subscription.objects.raw(read_sql("journal", "questions/waiting"), [list(kinds)]))


def consumers_waiting_for(event_ids: Collection[UUID]) -> list[Subscription]:
    """The consumers in the code that have not had all of these events yet, though they are due."""
    return list(Subscription.objects.raw(read_sql("journal", "questions/waiting_for"), [list(event_ids)]))
