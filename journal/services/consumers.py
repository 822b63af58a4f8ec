"""The subscriptions of the consumers in the code: after each migrate they are those that the code declares."""

from django.db import transaction
from django.utils import timezone

from journal.consumers import consumers
from journal.models import Kind, Subscription, SubscriptionState

NOT_DECLARED = "The code no longer declares this consumer."


@transaction.atomic
def sync_consumers() -> None:
    """Make, change and disable subscriptions of consumers. Idempotent; one that is paused stays so."""
    declared = consumers()
    for name, consumer in declared.items():
        Subscription.objects.update_or_create(
            kind=Kind.CONSUMER,
            target=name,
            defaults={"event_types": list(consumer.event_types), "ordered": consumer.ordered},
            create_defaults={"name": name, "event_types": list(consumer.event_types), "ordered": consumer.ordered},
        )
    rows = Subscription.objects.filter(kind=Kind.CONSUMER)
    rows.filter(target__in=declared, state=SubscriptionState.DISABLED, state_reason=NOT_DECLARED).update(
        state=SubscriptionState.ACTIVE, state_reason="", state_at=timezone.now()
    )
    rows.exclude(target__in=declared).exclude(state=SubscriptionState.DISABLED).update(
        state=SubscriptionState.DISABLED, state_reason=NOT_DECLARED, state_at=timezone.now()
    )
