from journal.models.deliveries import Delivery, DeliveryState
from journal.models.events import Event
from journal.models.incoming import IncomingEvent, IncomingState
from journal.models.replays import Replay
from journal.models.subscriptions import Kind, Subscription, SubscriptionState

__all__ = [
    "Delivery",
    "DeliveryState",
    "Event",
    "IncomingEvent",
    "IncomingState",
    "Kind",
    "Replay",
    "Subscription",
    "SubscriptionState",
]
