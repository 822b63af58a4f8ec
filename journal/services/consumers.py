"""The subscriptions of the consumers in the code: after each migrate they are those that the code declares."""

from django.db import transaction

from journal.consumers import consumers
from journal.models import Kind, Subscription, SubscriptionState
from journal.services.subscriptions import disable_subscription, enable_subscription

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
    # A release was rolled back, and forward again: what was recorded in between is caught up on.
    for subscription in rows.filter(target__in=declared, state=SubscriptionState.DISABLED, state_reason=NOT_DECLARED):
        enable_subscription(subscription_id=subscription.pk, actor=None)
    for subscription in rows.exclude(target__in=declared).exclude(state=SubscriptionState.DISABLED):
        disable_subscription(subscription_id=subscription.pk, actor=None, why=NOT_DECLARED)
