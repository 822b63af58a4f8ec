"""What a sender is told of what became of an event."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from journal.models import Delivery, Kind, Subscription
from journal.relay.claims import Outcome, Settlement, claim, settle
from journal.services.replays import replay_events
from tests.api.client import Api
from tests.journal.ingest.sender import activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def consumer() -> Subscription:
    """A consumer that the test plays itself."""
    return Subscription.objects.create(name="Played", kind=Kind.CONSUMER, target="played", event_types=["campaign.*"])


def fate(crm: Api, event: dict[str, Any]) -> list[dict[str, Any]]:
    body: dict[str, Any] = crm.get(f"/events/{event['event_id']}/").json()
    return [each for each in body["consumers"] if each["consumer"] == "Played"]


def test_it_waits_fails_is_parked_and_is_applied(crm: Api, consumer: Subscription) -> None:
    event = activity(event_type="campaign.ended", metadata={"campaign_id": 7})
    crm.post("/events/", event)
    assert fate(crm, event) == [{"consumer": "Played", "state": "waiting", "attempts": 0, "error": ""}]
    later = timezone.now() - timedelta(seconds=1)
    for attempts, outcome, error, state in (
        (1, Outcome.FAILED, "The campaign has not begun.", "waiting"),
        (2, Outcome.PARKED, "Never heard of it.", "parked"),
    ):
        (message,) = claim(subscription_id=consumer.pk, limit=1, run=1)
        settle([Settlement(message.delivery_id, outcome, error, later)])
        assert fate(crm, event) == [{"consumer": "Played", "state": state, "attempts": attempts, "error": error}]


def test_after_a_replay_the_latest_counts(crm: Api, consumer: Subscription) -> None:
    event = activity(event_type="campaign.ended", metadata={"campaign_id": 7})
    crm.post("/events/", event)
    (message,) = claim(subscription_id=consumer.pk, limit=1, run=1)
    settle([Settlement(message.delivery_id, Outcome.DELIVERED)])
    assert [each["state"] for each in fate(crm, event)] == ["applied"]
    replay_events(actor=None, reason="Lost there", subscription_id=consumer.pk, event_types=["campaign.ended"])
    assert Delivery.objects.filter(event_id=event["event_id"], subscription=consumer).count() == 2
    assert [each["state"] for each in fate(crm, event)] == ["waiting"]


def test_webhooks_and_channels_are_nobody_elses_business(crm: Api) -> None:
    Subscription.objects.create(name="Mirror", kind=Kind.CHANNEL, target="mirror")
    event = activity(event_type="campaign.ended", metadata={"campaign_id": 7})
    crm.post("/events/", event)
    assert "Mirror" not in {each["consumer"] for each in crm.get(f"/events/{event['event_id']}/").json()["consumers"]}
