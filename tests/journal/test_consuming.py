"""Consumers in the code: exactly once, in order where that matters, and nothing is lost where they fail."""

from collections.abc import Sequence

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from core.errors import DomainError
from journal.consumers import Consumer, NotYet
from journal.messages import EventMessage
from journal.models import Delivery, Subscription
from journal.relay.consuming import consume
from journal.services.deliveries import discard_deliveries, retry_deliveries
from tests.factories import UserFactory
from tests.journal.events import record_about, sql, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_else")]


class Taking:
    """A consumer that notes what it took, and fails for the leads it is told to."""

    def __init__(self, **failures: Exception) -> None:
        self.taken: list[str] = []
        self.failures = {f"lead/{name.removeprefix('lead_')}": failure for name, failure in failures.items()}

    def handle(self, messages: Sequence[EventMessage]) -> None:
        for message in messages:
            if message.stream in self.failures:
                raise self.failures[message.stream]
        self.taken += [f"{message.stream} {message.event_type}" for message in messages]

    def consume(self, subscription: Subscription) -> int:
        consumer = Consumer("test", (), self.handle, ordered=subscription.ordered)
        return consume(subscription=subscription, consumer=consumer)


def due_again() -> None:
    """As if the backoff were over."""
    sql("SELECT integration.replay_pending(1000)")


def test_events_are_taken_in_order_and_settled(consumer: Subscription) -> None:
    for event_type in ("lead.a", "lead.b", "lead.c"):
        record_about(1, event_type)
    taking = Taking()

    assert taking.consume(consumer) == 3

    assert taking.taken == ["lead/1 lead.a", "lead/1 lead.b", "lead/1 lead.c"]
    assert states() == [("lead/1", "DELIVERED")] * 3
    assert taking.consume(consumer) == 0


def test_what_the_consumer_wrote_is_gone_where_it_fails(consumer: Subscription) -> None:
    record_about(1)

    def handle(messages: Sequence[EventMessage]) -> None:
        UserFactory.create(username="half")
        raise NotYet("the lead is missing")

    consume(subscription=consumer, consumer=Consumer("test", (), handle))

    from core.models import User

    assert not User.objects.filter(username="half").exists()


def test_a_refused_event_is_parked_with_its_reason_and_holds_up_its_aggregate_only(consumer: Subscription) -> None:
    record_about(1, "lead.a")
    record_about(2, "lead.a")
    record_about(1, "lead.b")
    taking = Taking(lead_1=DomainError("This lead is taken."))

    taking.consume(consumer)
    record_about(1, "lead.c")
    taking.consume(consumer)

    assert taking.taken == ["lead/2 lead.a"]
    assert states() == [("lead/1", "PARKED"), ("lead/2", "DELIVERED"), ("lead/1", "PENDING"), ("lead/1", "PENDING")]
    assert Delivery.objects.get(state="PARKED").last_error == "This lead is taken."


def test_a_parked_event_that_is_retried_comes_before_what_it_held_up(consumer: Subscription) -> None:
    record_about(1, "lead.a")
    record_about(1, "lead.b")
    taking = Taking(lead_1=DomainError("Refused."))
    taking.consume(consumer)
    taking.failures.clear()

    retry_deliveries(delivery_ids=[Delivery.objects.get(state="PARKED").pk], actor=None)
    taking.consume(consumer)

    assert taking.taken == ["lead/1 lead.a", "lead/1 lead.b"]


def test_a_parked_event_that_is_discarded_lets_the_others_go(consumer: Subscription) -> None:
    record_about(1, "lead.a")
    record_about(1, "lead.b")
    taking = Taking(lead_1=DomainError("Refused."))
    taking.consume(consumer)
    taking.failures.clear()

    discard_deliveries(
        delivery_ids=[Delivery.objects.get(state="PARKED").pk], actor=UserFactory.create(), why="A test of the CRM"
    )
    taking.consume(consumer)

    assert taking.taken == ["lead/1 lead.b"]
    assert states() == [("lead/1", "DISCARDED"), ("lead/1", "DELIVERED")]


def test_discarding_needs_a_reason(consumer: Subscription) -> None:
    with pytest.raises(DomainError):
        discard_deliveries(delivery_ids=[1], actor=UserFactory.create(), why="  ")


def test_what_comes_too_early_is_tried_again_later(consumer: Subscription) -> None:
    record_about(1)
    taking = Taking(lead_1=NotYet("There is no lead 1 yet."))

    taking.consume(consumer)

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("PENDING", 1, "There is no lead 1 yet.")
    assert delivery.due_at > timezone.now()
    assert taking.consume(consumer) == 0
    taking.failures.clear()
    due_again()
    assert taking.consume(consumer) == 1


def test_an_unordered_consumer_passes_by_what_waits_and_comes_back_when_something_arrived(
    consumer: Subscription,
) -> None:
    Subscription.objects.update(ordered=False)
    consumer.refresh_from_db()
    record_about(1, "lead.activity.created")
    taking = Taking(lead_1=NotYet("There is no lead 1 yet."))
    taking.consume(consumer)
    taking.failures.clear()

    record_about(1, "lead.created")
    taking.consume(consumer)
    taking.consume(consumer)

    assert taking.taken == ["lead/1 lead.created", "lead/1 lead.activity.created"]


def test_after_all_its_attempts_an_event_is_parked(consumer: Subscription) -> None:
    Subscription.objects.update(most_attempts=3)
    consumer.refresh_from_db()
    record_about(1)
    taking = Taking(lead_1=ValueError("odd"))

    for _ in range(3):
        taking.consume(consumer)
        due_again()

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("PARKED", 3, "ValueError: odd")


def test_what_comes_too_early_waits_however_long_it_takes(consumer: Subscription) -> None:
    Subscription.objects.update(most_attempts=2)
    consumer.refresh_from_db()
    record_about(1)
    taking = Taking(lead_1=NotYet("There is no lead 1 yet."))

    for _ in range(3):
        taking.consume(consumer)
        due_again()

    assert states() == [("lead/1", "PENDING")]


def test_the_totals_count_every_outcome(consumer: Subscription) -> None:
    for lead_id in (1, 2, 3):
        record_about(lead_id)

    Taking(lead_1=DomainError("No."), lead_2=ValueError("odd")).consume(consumer)

    with connection.cursor() as cursor:
        cursor.execute("SELECT outcome, deliveries FROM integration.delivery_totals ORDER BY outcome")
        assert cursor.fetchall() == [("DELIVERED", 1), ("FAILED", 1), ("PARKED", 1)]


def test_what_waits_behind_a_parked_one_is_taken_when_order_no_longer_matters(consumer: Subscription) -> None:
    record_about(1, "lead.a")
    record_about(1, "lead.b")
    Taking(lead_1=DomainError("This lead is taken.")).consume(consumer)

    Subscription.objects.filter(pk=consumer.pk).update(ordered=False)
    consumer.refresh_from_db()
    taking = Taking()
    taking.consume(consumer)

    assert taking.taken == ["lead/1 lead.b"]


def test_a_statement_that_takes_too_long_is_a_failed_attempt_and_the_others_are_taken(consumer: Subscription) -> None:
    record_about(1)
    record_about(2)
    taken: list[str] = []

    def handle(messages: Sequence[EventMessage]) -> None:
        for message in messages:
            sql("SELECT set_config('statement_timeout', '20ms', true)")
            sql("SELECT pg_sleep(%s)", 10 if message.stream == "lead/1" else 0)
            taken.append(message.stream)

    consume(subscription=consumer, consumer=Consumer("test", (), handle))

    assert taken == ["lead/2"]
    assert states() == [("lead/1", "PENDING"), ("lead/2", "DELIVERED")]
    assert "statement timeout" in Delivery.objects.get(stream="lead/1").last_error


def test_who_is_in_a_hurry_leaves_a_batch_that_meets_a_lock_to_others(consumer: Subscription) -> None:
    record_about(1)

    def handle(messages: Sequence[EventMessage]) -> None:
        raise OperationalError("canceling statement due to lock timeout")

    with pytest.raises(OperationalError):
        consume(subscription=consumer, consumer=Consumer("test", (), handle), patient=False)

    assert states() == [("lead/1", "PENDING")]
    assert Delivery.objects.get().attempts == 0
