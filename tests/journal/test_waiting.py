"""For whom something waits: what a relay sees with one look, and how often it looks."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from journal.consumers import Consumer, NotYet, consumers
from journal.messages import EventMessage
from journal.models import Kind, Subscription, SubscriptionState
from journal.querysets.waiting import subscriptions_waiting
from journal.relay.consuming import consume
from journal.relay.doorbell import NAPS, Doorbell
from journal.relay.inline import deliver_now
from journal.relay.process import Relay
from tests.journal.events import record_about, sql, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_else")]

READS = """
SELECT coalesce(sum(seq_scan), 0), coalesce(sum(seq_tup_read + idx_tup_fetch), 0)
FROM pg_stat_xact_user_tables WHERE relname LIKE 'event_deliveries%%'
"""


def waiting(*kinds: Kind) -> list[str]:
    return [subscription.name for subscription in subscriptions_waiting(*(kinds or (Kind.CONSUMER,)))]


def test_who_has_something_due_waits(consumer: Subscription) -> None:
    assert waiting() == []
    record_about(1)
    assert waiting() == ["Test"]


def test_only_kinds_that_are_asked_about(consumer: Subscription, channel: Subscription) -> None:
    record_about(1)
    assert waiting(Kind.WEBHOOK) == []
    assert waiting(Kind.CONSUMER, Kind.CHANNEL) == ["Test", "Mirror"]


@pytest.mark.parametrize("state", [SubscriptionState.PAUSED, SubscriptionState.DISABLED])
def test_not_who_is_paused_or_disabled(consumer: Subscription, state: SubscriptionState) -> None:
    record_about(1)
    Subscription.objects.update(state=state)
    assert waiting() == []


@pytest.mark.parametrize(("minutes", "found"), [(1, []), (-1, ["Test"])])
def test_not_who_rests(consumer: Subscription, minutes: int, found: list[str]) -> None:
    record_about(1)
    Subscription.objects.update(rests_until=timezone.now() + timedelta(minutes=minutes))
    assert waiting() == found


@pytest.mark.parametrize(("lease", "found"), [("1 hour", []), ("-1 hour", ["Test"])])
def test_not_for_what_somebody_holds(consumer: Subscription, lease: str, found: list[str]) -> None:
    record_about(1)
    sql("SELECT integration.claim_deliveries(%s, 'me', 1, 1, %s::interval)", consumer.pk, lease)
    assert waiting() == found


def test_not_for_what_is_due_later(consumer: Subscription) -> None:
    record_about(1)

    def refuse(_messages: Sequence[EventMessage]) -> None:
        raise NotYet("its lead")

    consume(subscription=consumer, consumer=Consumer("test", (), refuse))
    assert waiting() == []


def test_however_much_was_delivered_little_is_read(consumer: Subscription) -> None:
    for lead_id in range(500):
        record_about(lead_id)
    while consume(subscription=consumer, consumer=Consumer("test", (), lambda _messages: None)):
        pass
    record_about(1)
    ((scans, read),) = sql(READS)
    assert waiting() == ["Test"]
    ((scans_now, read_now),) = sql(READS)
    assert scans_now == scans
    assert read_now - read < 20


def test_a_round_with_nothing_to_do_is_one_statement(
    consumer: Subscription, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    relay = Relay()
    with django_assert_num_queries(1):
        assert relay.work() is False


def test_after_something_came_a_sleeper_looks_soon_again(db: None) -> None:
    """A writer that saw it awake does not wake it: what it wrote is found by looking."""
    looks: list[int] = []

    def anything() -> bool:
        looks.append(len(looks))
        return False

    with Doorbell("test") as bell:
        assert bell.sleep(anything) is False
        assert len(looks) == len(NAPS)
        assert bell.sleep(anything) is False
        assert len(looks) == len(NAPS) + 1
        bell.awake()
        assert bell.sleep(lambda: True) is True
        assert bell.sleep(anything) is False
        assert len(looks) == 2 * len(NAPS) + 1


def test_who_brings_an_event_does_not_work_off_what_others_left(
    consumer: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[EventMessage] = []

    def take(messages: Sequence[EventMessage]) -> None:
        taken.extend(messages)

    monkeypatch.setitem(consumers(), "test", Consumer("test", (), take))
    Subscription.objects.filter(pk=consumer.pk).update(event_types=["lead.read"])
    read, unread = record_about(1, "lead.read"), record_about(2, "lead.unread")

    deliver_now([unread])
    assert states() == [("lead/1", "PENDING")]

    deliver_now([read])
    assert states() == [("lead/1", "DELIVERED")]
    assert [message.event_id for message in taken] == [read]
