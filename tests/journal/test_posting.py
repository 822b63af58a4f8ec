"""The relay and webhooks: what a receiver's answer means for the delivery and for the subscription."""

from collections.abc import Callable, Iterator

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from journal.models import Delivery, Kind, Subscription, SubscriptionState
from journal.querysets.waiting import subscriptions_waiting
from journal.relay.pump import Pump
from journal.relay.workers import worker_name
from journal.services.subscriptions import enable_subscription
from tests.house.processes import wait_for
from tests.journal.events import record_about, sql, states
from tests.journal.webhooks.receiver import Exchange, Receiver

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nobody_else")]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(None, None)
    yield receiver
    receiver.close()


@pytest.fixture
def webhook(receiver: Receiver, settings: Settings) -> Subscription:
    """A subscription to everything, at the receiver."""
    settings.WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1"]
    return Subscription.objects.create(name="Shop", kind=Kind.WEBHOOK, target=f"http://127.0.0.1:{receiver.port}/in")


@pytest.fixture
def pump() -> Iterator[Pump]:
    pump = Pump(worker_name(), senders=4)
    yield pump
    pump.stop()


def work(pump: Pump, until: Callable[[], bool]) -> None:
    """Let the pump work until the condition holds and nothing is on its way."""

    def done() -> bool:
        pump.work(subscriptions_waiting(Kind.WEBHOOK))
        return pump.idle and until()

    wait_for(done, 30, "the pump")


def answering(status: int) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.answer(status)


def types(receiver: Receiver) -> list[str]:
    return [request.headers["ce-type"] for request in receiver.received]


def test_events_arrive_in_order_and_are_settled(webhook: Subscription, receiver: Receiver, pump: Pump) -> None:
    for letter in "abcdefghijklmno":
        record_about(1, f"lead.{letter}")

    work(pump, until=lambda: len(receiver.received) == 15)

    assert types(receiver) == [f"lead.{letter}" for letter in "abcdefghijklmno"]
    assert set(states()) == {("lead/1", "DELIVERED")}


def test_what_arrived_while_the_database_was_away_is_settled_afterwards(
    webhook: Subscription, receiver: Receiver, pump: Pump
) -> None:
    for letter in "abc":
        record_about(1, f"lead.{letter}")
    pump.work(subscriptions_waiting(Kind.WEBHOOK))
    wait_for(lambda: len(receiver.received) == 3, 30, "the events")
    with connection.execute_wrapper(gone), pytest.raises(OperationalError):
        pump.work(subscriptions_waiting(Kind.WEBHOOK))

    work(pump, until=lambda: set(states()) == {("lead/1", "DELIVERED")})

    assert types(receiver) == ["lead.a", "lead.b", "lead.c"]


def gone(*_: object) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def test_a_failure_holds_up_its_own_aggregate_only(webhook: Subscription, receiver: Receiver, pump: Pump) -> None:
    receiver.behave = lambda exchange: exchange.answer(503 if exchange.headers["ce-subject"] == "lead/1" else 200)
    for lead_id in (1, 2):
        for letter in "ab":
            record_about(lead_id, f"lead.{letter}")

    work(pump, until=lambda: len(receiver.received) == 3)

    assert sorted(states()) == [("lead/1", "PENDING")] * 2 + [("lead/2", "DELIVERED")] * 2
    first = Delivery.objects.filter(stream="lead/1").earliest("id")
    assert (first.attempts, first.last_error) == (1, "503")
    assert first.due_at > timezone.now()


def test_after_all_its_attempts_an_event_is_parked(webhook: Subscription, receiver: Receiver, pump: Pump) -> None:
    Subscription.objects.update(most_attempts=2)
    receiver.behave = answering(500)
    record_about(1)
    work(pump, until=lambda: len(receiver.received) == 1)
    sql("SELECT integration.replay_pending(10)")

    work(pump, until=lambda: len(receiver.received) == 2)

    assert states() == [("lead/1", "PARKED")]


def test_410_disables_the_subscription_and_nothing_more_is_sent(
    webhook: Subscription, receiver: Receiver, pump: Pump
) -> None:
    receiver.behave = answering(410)
    record_about(1)
    work(pump, until=lambda: len(receiver.received) == 1)
    record_about(2)
    work(pump, until=lambda: True)

    webhook.refresh_from_db()
    assert (webhook.state, webhook.state_reason) == (SubscriptionState.DISABLED, "410 Gone")
    assert len(receiver.received) == 1


def test_enabling_catches_up_on_what_was_recorded_meanwhile(
    webhook: Subscription, receiver: Receiver, pump: Pump
) -> None:
    receiver.behave = answering(410)
    record_about(1, "lead.a")
    work(pump, until=lambda: len(receiver.received) == 1)
    record_about(2, "lead.b")
    receiver.behave = answering(200)

    enable_subscription(subscription_id=webhook.pk, actor=None)
    work(pump, until=lambda: len(receiver.received) == 3)

    assert sorted(types(receiver)[1:]) == ["lead.a", "lead.b"]
    assert [state for _, state in states()] == ["DELIVERED"] * 2


def test_a_body_that_breaks_its_contract_is_parked_and_not_sent(
    webhook: Subscription, receiver: Receiver, pump: Pump
) -> None:
    record_about(1, "lead.hold.created", user_id="four")

    work(pump, until=lambda: states() == [("lead/1", "PARKED")])

    assert receiver.received == []
    assert "/user_id" in Delivery.objects.get().last_error


def test_a_receiver_that_is_down_rests(webhook: Subscription, receiver: Receiver, pump: Pump) -> None:
    receiver.behave = answering(503)
    for lead_id in range(1, 21):
        record_about(lead_id)

    work(pump, until=lambda: Subscription.objects.get(pk=webhook.pk).rests_until is not None)

    assert Subscription.objects.get(pk=webhook.pk).failures_in_a_row >= 10


def test_every_retry_carries_the_same_id(webhook: Subscription, receiver: Receiver, pump: Pump) -> None:
    receiver.behave = answering(500)
    event_id = record_about(1)
    work(pump, until=lambda: len(receiver.received) == 1)
    receiver.behave = answering(200)
    sql("SELECT integration.replay_pending(10)")

    work(pump, until=lambda: len(receiver.received) == 2)

    assert {request.headers["webhook-id"] for request in receiver.received} == {str(event_id)}
    assert len({request.body for request in receiver.received}) == 1


@pytest.mark.parametrize(("status", "rests"), [(422, False), (404, True), (429, True)])
def test_a_receiver_that_refuses_events_as_such_is_not_down(
    webhook: Subscription, receiver: Receiver, pump: Pump, status: int, rests: bool
) -> None:
    receiver.behave = answering(status)
    for lead_id in range(1, 13):
        record_about(lead_id)

    work(pump, until=lambda: rests or len(receiver.received) == 12)
    work(pump, until=lambda: not rests or Subscription.objects.get(pk=webhook.pk).rests_until is not None)

    assert (Subscription.objects.get(pk=webhook.pk).rests_until is not None) == rests


def test_what_waits_behind_a_failed_one_is_sent_with_it_when_that_is_tried_again(
    webhook: Subscription, receiver: Receiver, pump: Pump
) -> None:
    receiver.behave = answering(500)
    for letter in "abc":
        record_about(1, f"lead.{letter}")
    work(pump, until=lambda: len(receiver.received) == 1)
    receiver.behave = answering(200)

    sql("SELECT integration.replay_pending(1)")
    work(pump, until=lambda: len(receiver.received) == 4)

    assert types(receiver)[1:] == ["lead.a", "lead.b", "lead.c"]
