"""Sending events again from the admin: narrowed, counted, confirmed, with a reason."""

import pytest

from journal.models import Delivery, Replay
from journal.querysets.replays import Selection, count_replay
from journal.relay.claims import Outcome
from journal.services.replays import replay_events
from tests.journal.admin.conftest import NewDesk
from tests.journal.admin.scene import REPLAYS, settle_next, webhook
from tests.journal.events import record_about
from tests.leads.admin.desk import Desk

ADD = f"{REPLAYS}add/"


def test_the_preview_says_how_many_and_only_confirming_sends(admin: Desk) -> None:
    shop, other = webhook(), webhook("Other")
    for lead_id in (1, 1, 2):
        record_about(lead_id)
    for subscription in (shop, other):
        settle_next(subscription, Outcome.DELIVERED)
        settle_next(subscription, Outcome.DELIVERED)
    asked = admin.post(ADD, {"subscription": shop.pk, "about": "lead/1", "reason": "They lost it", "preview": "1"})
    assert "Deliveries that would be queued 2" in asked.text
    assert not Replay.objects.exists()

    done = admin.confirm(ADD, asked)

    assert done.messages == ["2 deliveries are queued."]
    assert Delivery.objects.filter(subscription=shop, state="PENDING").count() == 2
    replay = Replay.objects.get()
    assert (replay.reason, replay.requested_by, replay.deliveries) == ("They lost it", admin.user.pk, 2)
    (row,) = admin.get(REPLAYS).listing
    assert row[:2] == ["They lost it", "CRM lead/1"]
    assert row[2] == admin.user.username
    assert "2" in admin.get(f"{REPLAYS}{replay.pk}/change/").text


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"about": "lead/1"}, "reason"),
        ({"reason": "x"}, ""),
        ({"reason": "x", "about": "lead"}, "about"),
        ({"reason": "x", "event_types": "Lead"}, "event_types"),
        ({"reason": "x", "recorded_from_0": "2026-11-21", "recorded_from_1": "nope"}, "recorded_from"),
        (
            {
                "reason": "x",
                "recorded_from_0": "2026-11-21",
                "recorded_from_1": "08:00",
                "recorded_until_0": "2026-11-21",
                "recorded_until_1": "07:00",
            },
            "recorded_until",
        ),
    ],
)
def test_what_is_refused_is_told(admin: Desk, sent: dict[str, str], field: str) -> None:
    webhook()
    record_about(1)
    for button in ("preview", "confirm"):
        page = admin.post(ADD, {**sent, button: "1"})
        assert page.status == 422
        assert page.errors[field]
    assert not Replay.objects.exists()


def test_without_all_territories_a_subscription_has_to_be_named(desk: NewDesk) -> None:
    webhook()
    ours = webhook("Swiss", territories=["CH"])
    swiss = desk("administrator", territories=["CH"])
    page = swiss.post(ADD, {"about": "lead/1", "reason": "x", "confirm": "1"})
    assert page.errors["subscription"]
    offered = [option.text for option in swiss.get(ADD).root.iter("option")]
    assert [name for name in offered if name in ("CRM", "Swiss")] == ["Swiss"]
    assert swiss.post(ADD, {"subscription": ours.pk, "reason": "x", "confirm": "1"}).status == 302


@pytest.mark.parametrize(
    "narrowed",
    [
        {"event_types": ["lead.hold.*"]},
        {"aggregate_type": "lead", "aggregate_id": 2},
        {"aggregate_type": "lead"},
        {"event_types": ["*"]},
    ],
)
def test_the_count_is_what_the_replay_queues(db: None, narrowed: dict[str, object]) -> None:
    shop, picky = webhook(), webhook("Picky", event_types=["lead.hold.created"])
    webhook("Off", state="DISABLED")
    for lead_id, event_type in ((1, "lead.hold.created"), (2, "lead.hold.released"), (2, "lead.hold.created")):
        record_about(lead_id, event_type)
    settle_next(shop, Outcome.DELIVERED)
    settle_next(picky, Outcome.PARKED, limit=1)
    expected = count_replay(Selection(**narrowed))  # type: ignore[arg-type]
    replay = replay_events(actor=None, reason="count", **narrowed)  # type: ignore[arg-type]
    assert replay.deliveries == expected > 0
