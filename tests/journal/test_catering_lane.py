"""In some seasons what is about catering is delivered before everything else, and nothing gets out of order."""

import threading
from collections.abc import Sequence

import pytest
from django.db import connections, transaction

from core import operating
from core.operating import OperatingMode
from journal.consumers import Consumer, consumers
from journal.messages import EventMessage
from journal.models import Subscription
from journal.relay.claims import claim
from journal.relay.consuming import STREAMS, consume
from journal.relay.process import Relay
from tests.house.processes import wait_for
from tests.journal.events import record_about, sql, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_else")]


@pytest.fixture
def catering_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operating._Kept, "mode", OperatingMode(catering_first=True))


def claimed(subscription: Subscription, limit: int = 2, run: int = 1) -> list[str]:
    found = claim(subscription_id=subscription.pk, limit=limit, run=run)
    return [f"{each.stream} {each.event_type}" for each in found]


def backlog(leads: int, first: int = 1) -> None:
    for lead_id in range(first, first + leads):
        record_about(lead_id, "lead.a")


def test_in_another_season_the_oldest_comes_first(consumer: Subscription) -> None:
    backlog(3)
    record_about(9, "catering.requested")
    assert claimed(consumer) == ["lead/1 lead.a", "lead/2 lead.a"]


@pytest.mark.usefixtures("catering_first")
def test_catering_comes_before_what_is_older(consumer: Subscription) -> None:
    backlog(3)
    record_about(9, "catering.requested")
    assert claimed(consumer) == ["lead/1 lead.a", "lead/9 catering.requested"]


@pytest.mark.usefixtures("catering_first")
def test_what_stands_before_it_in_its_stream_goes_with_it(consumer: Subscription) -> None:
    backlog(3)
    for event_type in ("lead.a", "catering.requested", "lead.b"):
        record_about(9, event_type)
    assert claimed(consumer, limit=1, run=2) == ["lead/9 lead.a", "lead/9 catering.requested"]


@pytest.mark.usefixtures("catering_first")
def test_without_an_order_it_goes_alone(consumer: Subscription) -> None:
    Subscription.objects.update(ordered=False)
    for event_type in ("lead.a", "catering.requested"):
        record_about(9, event_type)
    assert claimed(consumer, limit=1) == ["lead/9 catering.requested"]


@pytest.mark.usefixtures("catering_first")
def test_many_of_one_stream_are_one(consumer: Subscription) -> None:
    for _ in range(3):
        record_about(9, "catering.requested")
    backlog(1)
    assert claimed(consumer, limit=2, run=5) == ["lead/9 catering.requested"] * 3 + ["lead/1 lead.a"]


@pytest.mark.usefixtures("catering_first")
def test_one_that_waits_for_its_next_attempt_holds_up_nobody(consumer: Subscription) -> None:
    record_about(9, "catering.requested")
    sql("SELECT integration.claim_deliveries(%s, 'me', 1, 1, '1 hour')", consumer.pk)
    backlog(1)
    assert claimed(consumer) == ["lead/1 lead.a"]


@pytest.mark.usefixtures("catering_first")
def test_a_parked_one_stays_parked(consumer: Subscription) -> None:
    record_about(9, "catering.requested")
    record_about(9, "catering.answered")

    def refuse(messages: Sequence[EventMessage]) -> None:
        from core.errors import DomainError

        raise DomainError("No.")

    consume(subscription=consumer, consumer=Consumer("test", (), refuse))
    assert states() == [("lead/9", "PARKED"), ("lead/9", "PENDING")]
    assert claimed(consumer) == []


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.usefixtures("catering_first")
def test_claiming_reads_what_it_claims_however_long_the_journal_is(consumer: Subscription, ordered: bool) -> None:
    Subscription.objects.update(ordered=ordered)
    backlog(2000)
    for lead_id in range(5000, 5005):
        record_about(lead_id, "catering.requested")
    before = _reads()
    with transaction.atomic():
        assert len(claimed(consumer, limit=10)) == 10
    scans, fetched = (now - then for now, then in zip(_reads(), before, strict=True))
    assert scans == 0
    assert fetched < 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("catering_first")
def test_the_relay_brings_catering_in_the_first_batch_of_a_backlog(
    consumer: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    backlog(STREAMS + 50)
    for lead_id in range(5000, 5003):
        record_about(lead_id, "catering.requested")
    batches: list[set[str]] = []

    def take(messages: Sequence[EventMessage]) -> None:
        batches.append({message.event_type for message in messages})

    monkeypatch.setitem(consumers(), "test", Consumer("test", (), take))
    relay = Relay(senders=0)

    def run() -> None:
        try:
            relay.run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        wait_for(lambda: {state for _stream, state in states()} == {"DELIVERED"}, 30, "the backlog")
    finally:
        relay.stop()
        thread.join()
    assert batches == [{"lead.a", "catering.requested"}, {"lead.a"}]


def _reads() -> tuple[int, int]:
    """Scans of the whole table of deliveries, and rows fetched by an index, in this transaction."""
    read = "SELECT seq_scan, idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'event_deliveries'"
    ((scans, fetched),) = sql(read)
    return scans, fetched
