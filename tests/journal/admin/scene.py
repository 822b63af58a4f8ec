"""Subscriptions and events for the tests of the journal's pages."""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from journal.models import Delivery, Event, IncomingEvent, Kind, Subscription
from journal.relay.claims import Outcome, Settlement, claim, settle
from tests.factories import UserFactory
from tests.journal.events import record_about, sql

EVENTS, DELIVERIES = "/admin/journal/event/", "/admin/journal/delivery/"
SUBSCRIPTIONS, REPLAYS, INCOMING = (
    "/admin/journal/subscription/",
    "/admin/journal/replay/",
    "/admin/journal/incomingevent/",
)
# Reserved for documentation, and nobody answers there; public, so it may be entered.
TARGET = "https://93.184.216.34/hooks/s3cret"


@dataclass
class Scene:
    """What the tests look at."""

    webhook: Subscription
    event: Event
    delivery: Delivery
    incoming: IncomingEvent


def subscription_page(subscription: Subscription) -> str:
    """The address of a subscription's page."""
    return f"{SUBSCRIPTIONS}{subscription.pk}/change/"


def step(subscription: Subscription, name: str) -> str:
    """The address of a step with a subscription."""
    return f"{SUBSCRIPTIONS}{subscription.pk}/do/{name}/"


def webhook(name: str = "CRM", **fields: object) -> Subscription:
    """A subscription to everything."""
    made: Subscription = Subscription.objects.create(name=name, kind=Kind.WEBHOOK, target=TARGET, **fields)
    return made


def settle_next(subscription: Subscription, outcome: Outcome, error: str = "", limit: int = 100) -> list[int]:
    """Claim what is due and settle it; the ids of the deliveries."""
    messages = claim(subscription_id=subscription.pk, limit=limit)
    due_at = timezone.now() + timedelta(hours=1) if outcome is Outcome.FAILED else None
    settle(Settlement(message.delivery_id, outcome, error, due_at) for message in messages)
    return [message.delivery_id for message in messages]


def parked(subscription: Subscription, lead_id: int, territory: str | None = "DE", error: str = "500: oh") -> Delivery:
    """A parked event about a lead."""
    event_id = record_about(lead_id, territory=territory)
    settle_next(subscription, Outcome.PARKED, error)
    return Delivery.objects.get(event_id=event_id, subscription=subscription)


def unknown_event(territory: str | None = "DE", event_type: str = "menu.changed", **metadata: str) -> UUID:
    """An incoming event that nobody knows, parked; its id."""
    event_id = uuid4()
    body: dict[str, object] = {
        "event_id": str(event_id),
        "event_type": event_type,
        "timestamp": timezone.now().isoformat(),
    }
    body |= ({"territory": territory} if territory else {}) | ({"metadata": metadata} if metadata else {})
    row = {
        "event_id": str(event_id),
        "fingerprint": "00" * 32,
        "event_type": event_type,
        "schema_version": 1,
        "aggregate_type": event_type.partition(".")[0],
        "aggregate_id": 1,
        "territory": territory,
        "payload": body,
        "parked": True,
    }
    sender = UserFactory.create(is_service=True)
    sql("SELECT * FROM integration.record_incoming_events(%s, 'crm', %s::jsonb)", sender.pk, json.dumps([row]))
    return event_id


def set_scene() -> Scene:
    """Make one of everything."""
    made = webhook()
    delivery = parked(made, 4711)
    incoming = IncomingEvent.objects.get(pk=unknown_event())
    return Scene(made, Event.objects.get(event_id=delivery.event_id), delivery, incoming)
