"""Subscriptions and events for the tests of the journal."""

import pytest

from journal.models import Kind, Subscription


@pytest.fixture
def consumer(db: None) -> Subscription:
    """A subscription to everything, for a consumer that the tests hand over themselves."""
    return Subscription.objects.create(name="Test", kind=Kind.CONSUMER, target="test")


@pytest.fixture
def channel(db: None) -> Subscription:
    """A subscription to everything, for clients that listen."""
    return Subscription.objects.create(name="Mirror", kind=Kind.CHANNEL, target="mirror")
