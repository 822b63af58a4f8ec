"""What was delivered and what was parked, hour by hour."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncHour
from django.utils import timezone

from core.models import User
from journal.models import Delivery, DeliveryState

HOURS = 24


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour from `start` (aware). Parked counts what is still parked."""

    start: datetime
    delivered: int
    parked: int


def settled_by_hour(user: User, subscription_id: int | None = None, now: datetime | None = None) -> Sequence[Hour]:
    """The last 24 hours with this one, oldest first, as far as `user` may see: of one subscription, or of all."""
    this_hour = (now or timezone.now()).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    starts = [this_hour - timedelta(hours=back) for back in reversed(range(HOURS))]
    rows = Delivery.objects.for_user(user).filter(settled_at__gte=starts[0])
    if subscription_id is not None:
        rows = rows.filter(subscription_id=subscription_id)
    # One query each: together they would find no index.
    found = {
        state: Counter(
            dict(
                rows.filter(state=state)
                .annotate(hour=TruncHour("settled_at", tzinfo=UTC))
                .values_list("hour")
                .annotate(Count("pk"))
                .order_by()
            )
        )
        for state in (DeliveryState.DELIVERED, DeliveryState.PARKED)
    }
    return [Hour(at, found[DeliveryState.DELIVERED][at], found[DeliveryState.PARKED][at]) for at in starts]
