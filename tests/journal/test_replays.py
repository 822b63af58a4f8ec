"""Sending events again: narrowed, with a reason, under the same ids."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.utils import timezone

from core.errors import DomainError
from journal.models import Delivery, Replay, Subscription
from journal.services.replays import replay_events
from journal.services.subscriptions import disable_subscription, enable_subscription, pause_subscription
from tests.factories import UserFactory
from tests.house.processes import wait_for
from tests.journal.events import record_about, sql

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_else")]


@pytest.fixture
def delivered(channel: Subscription) -> Subscription:
    """A channel that has got three events of two leads."""
    record_about(1, "lead.a")
    record_about(1, "lead.b")
    record_about(2, "lead.a")
    fetched = sql("SELECT delivery_id FROM integration.fetch_events('Mirror', 'me')")
    sql("SELECT integration.acknowledge('me', %s)", [delivery_id for (delivery_id,) in fetched])
    return channel


def queued() -> list[tuple[str, str]]:
    return list(Delivery.objects.filter(state="PENDING").order_by("id").values_list("stream", "event_type"))


@pytest.mark.parametrize(
    ("narrow", "found"),
    [
        ({"event_types": ["lead.a"]}, [("lead/1", "lead.a"), ("lead/2", "lead.a")]),
        ({"aggregate_type": "lead", "aggregate_id": 1}, [("lead/1", "lead.a"), ("lead/1", "lead.b")]),
        ({"recorded_from": timezone.now() + timedelta(hours=1)}, []),
        ({"recorded_until": timezone.now() + timedelta(hours=1), "event_types": ["lead.b"]}, [("lead/1", "lead.b")]),
    ],
)
def test_events_are_queued_again_in_their_order(
    delivered: Subscription, narrow: dict[str, object], found: list[tuple[str, str]]
) -> None:
    replay = replay_events(actor=None, reason="The shop lost them", **narrow)  # type: ignore[arg-type]

    assert queued() == found
    assert replay.deliveries == len(found)


def test_the_receiver_sees_the_same_ids(delivered: Subscription) -> None:
    before = set(Delivery.objects.values_list("event_id", flat=True))

    replay_events(actor=None, reason="Again", subscription_id=delivered.pk)

    assert set(Delivery.objects.filter(state="PENDING").values_list("event_id", flat=True)) == before


def test_what_still_waits_is_not_doubled(channel: Subscription) -> None:
    record_about(1)

    assert replay_events(actor=None, reason="Again", subscription_id=channel.pk).deliveries == 0


def test_a_replay_is_kept_with_who_and_why(delivered: Subscription) -> None:
    actor = UserFactory.create()

    replay_events(actor=actor, reason=" The shop lost them ", subscription_id=delivered.pk)

    replay = Replay.objects.get()
    assert (replay.requested_by, replay.reason, replay.deliveries) == (actor.pk, "The shop lost them", 3)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_replay_needs_a_reason(reason: str) -> None:
    with pytest.raises(DomainError):
        replay_events(actor=None, reason=reason, event_types=["lead.a"])


def test_a_replay_of_everything_for_everyone_is_refused() -> None:
    with pytest.raises(DomainError) as refused:
        replay_events(actor=None, reason="All of it")

    assert refused.value.code == "replay_unbounded"


def test_the_command_replays_one_aggregate(delivered: Subscription, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("replay_events", "--reason=Lost", "--aggregate=lead/1", "--subscription=Mirror")

    assert capsys.readouterr().out.endswith("2 deliveries are queued.\n")


@pytest.mark.parametrize(
    ("argument", "message"),
    [("--aggregate=4711", "lead/4711"), ("--subscription=Mirrow", "There is no subscription 'Mirrow'. There are:")],
)
def test_the_command_says_what_it_does_not_know(channel: Subscription, argument: str, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("replay_events", "--reason=Lost", argument)


@pytest.mark.django_db(transaction=True)
def test_enabling_catches_up_on_a_transaction_that_began_before_the_subscription_was_disabled(
    channel: Subscription,
) -> None:
    elsewhere = ThreadPoolExecutor(1)
    with transaction.atomic():
        sql("SELECT now()")  # the transaction has begun
        elsewhere.submit(_in_thread, disable_subscription, channel.pk).result()
        record_about(1)
    assert queued() == []

    enable_subscription(subscription_id=channel.pk, actor=None)

    assert queued() == [("lead/1", "lead.test")]
    elsewhere.shutdown()


def _in_thread(change: Callable[..., object], subscription_id: int) -> None:
    try:
        change(subscription_id=subscription_id, actor=None, why="A test")
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_enabling_waits_for_a_transaction_that_recorded_while_the_subscription_was_disabled(
    channel: Subscription,
) -> None:
    disable_subscription(subscription_id=channel.pk, actor=None, why="A test")
    with ThreadPoolExecutor(1) as elsewhere:
        with transaction.atomic():
            record_about(1)
            enabling = elsewhere.submit(_enable, channel.pk)
            waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            wait_for(lambda: sql(waiting) == [(1,)], 30, "the enabling to wait for the lock")
        enabling.result(timeout=30)

    assert queued() == [("lead/1", "lead.test")]


def _enable(subscription_id: int) -> None:
    try:
        enable_subscription(subscription_id=subscription_id, actor=None)
    finally:
        connection.close()


def test_a_disabled_subscription_cannot_be_paused(channel: Subscription) -> None:
    disable_subscription(subscription_id=channel.pk, actor=None, why="A test")

    with pytest.raises(DomainError):
        pause_subscription(subscription_id=channel.pk, actor=None, why="A test")
