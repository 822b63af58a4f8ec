"""Subscriptions and events for the tests of the journal."""

import pytest

from journal.models import Kind, Subscription, SubscriptionState


@pytest.fixture
def nobody_else(db: None) -> None:
    """The consumers in the code are out of the way: only what the test subscribes gets anything."""
    Subscription.objects.update(state=SubscriptionState.DISABLED)


@pytest.fixture
def consumer(db: None) -> Subscription:
    """A subscription to everything, for a consumer that the tests hand over themselves."""
    return Subscription.objects.create(name="Test", kind=Kind.CONSUMER, target="test")


@pytest.fixture
def channel(db: None) -> Subscription:
    """A subscription to everything, for clients that listen."""
    return Subscription.objects.create(name="Mirror", kind=Kind.CHANNEL, target="mirror")
