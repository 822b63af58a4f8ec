"""Reading what became of events that were sent to us."""

from uuid import UUID

from core.models import User
from journal.models import Delivery, IncomingEvent, Kind


def sent_event(event_id: UUID, sender: User) -> IncomingEvent | None:
    """The event of this id, where `sender` sent it."""
    return IncomingEvent.objects.filter(event_id=event_id, sender_id=sender.pk).first()


def consumer_deliveries(event_id: UUID) -> list[Delivery]:
    """The latest delivery of an event to each consumer in the code that wants it, by the consumer's name."""
    found = (
        Delivery.objects.filter(event_id=event_id, subscription__kind=Kind.CONSUMER)
        .select_related("subscription")
        .order_by("subscription__name", "-id")
        .distinct("subscription__name")
    )
    return list(found)
