"""Channels: a notification wakes who sleeps, and polling alone finds everything."""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from journal.models import Delivery, Subscription
from journal.relay.doorbell import Doorbell
from tests.house.processes import environment_of_the_test_database, python, wait_for
from tests.journal.events import record_about, sql, states

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nobody_else")]


@pytest.fixture
def session() -> Iterator[psycopg.Connection]:
    """Another session of the application, listening on "mirror"."""
    parameters = connection.get_connection_params()
    wanted = {key: parameters[key] for key in ("dbname", "user", "password", "host", "port") if key in parameters}
    with psycopg.connect(**wanted, autocommit=True) as other:
        other.execute("LISTEN mirror")
        other.execute("SELECT integration.answer_the_door('mirror')")
        yield other


def asleep(session: psycopg.Connection) -> None:
    session.execute("SELECT integration.fall_asleep('mirror', true)")


def heard(session: psycopg.Connection) -> list[str]:
    """Notifications that have come; waits for those that are on their way."""
    connection.ensure_connection()
    return [notify.payload for notify in session.notifies(timeout=0.3)]


def test_one_transaction_notifies_once_and_names_an_event(channel: Subscription, session: psycopg.Connection) -> None:
    asleep(session)
    with transaction.atomic():
        first = record_about(1)
        record_about(2)
        record_about(3)

    assert heard(session) == [str(first)]


def test_who_is_awake_is_not_notified(channel: Subscription, session: psycopg.Connection) -> None:
    record_about(1)

    assert heard(session) == []
    assert states() == [("lead/1", "PENDING")]


def test_what_is_rolled_back_wakes_nobody_and_the_next_transaction_does(
    channel: Subscription, session: psycopg.Connection
) -> None:
    asleep(session)
    with transaction.atomic():
        record_about(1)
        transaction.set_rollback(True)
    event_id = record_about(2)

    assert heard(session) == [str(event_id)]


def test_a_rolled_back_part_of_a_transaction_does_not_swallow_the_notification(
    channel: Subscription, session: psycopg.Connection
) -> None:
    asleep(session)
    with transaction.atomic():
        with transaction.atomic():
            record_about(1)
            transaction.set_rollback(True)
        event_id = record_about(2)

    assert heard(session) == [str(event_id)]


@pytest.mark.parametrize(
    ("usage", "critical", "may"),
    [
        (0.0, False, True),
        (0.70, False, True),
        (0.71, False, False),
        (0.71, True, True),
        (0.95, True, True),
        (0.951, True, False),
        (1.0, True, False),
    ],
)
def test_a_full_queue_is_for_what_is_critical_and_then_for_nothing(usage: float, critical: bool, may: bool) -> None:
    assert sql("SELECT integration.may_notify(%s, %s)", usage, critical) == [(may,)]


def test_a_client_fetches_in_order_and_what_it_confirms_does_not_come_again(channel: Subscription) -> None:
    ids = [record_about(1, f"lead.{letter}") for letter in "abc"]

    fetched = sql("SELECT delivery_id, event_id FROM integration.fetch_events('Mirror', 'me')")
    assert [event_id for _, event_id in fetched] == ids
    assert sql("SELECT event_id FROM integration.fetch_events('Mirror', 'somebody else')") == []
    sql("SELECT integration.acknowledge('me', %s)", [delivery_id for delivery_id, _ in fetched])

    assert states() == [("lead/1", "DELIVERED")] * 3


def test_nobody_confirms_what_another_has_fetched(channel: Subscription) -> None:
    record_about(1)
    ((delivery_id, _),) = sql("SELECT delivery_id, event_id FROM integration.fetch_events('Mirror', 'me')")

    assert sql("SELECT integration.acknowledge('you', %s)", [delivery_id]) == [(0,)]
    assert states() == [("lead/1", "PENDING")]


def test_a_lease_that_ran_out_gives_the_events_to_the_next(channel: Subscription) -> None:
    record_about(1)
    event_id = record_about(2)
    sql("SELECT event_id FROM integration.fetch_events('Mirror', 'me', p_lease => interval '0')")

    # The first may have been the client's end: it waits a little.
    assert sql("SELECT event_id FROM integration.fetch_events('Mirror', 'you')") == [(event_id,)]
    have_all_tried_now()
    assert len(sql("SELECT event_id FROM integration.fetch_events('Mirror', 'you')")) == 1


def test_what_a_dead_worker_held_is_freed_at_once(channel: Subscription) -> None:
    record_about(1)
    with Doorbell("mirror", "relay:test"):
        sql("SELECT event_id FROM integration.fetch_events('Mirror', 'relay:test')")
        assert sql("SELECT integration.free_claims_of_the_dead()") == [(0,)]

    wait_for(
        lambda: sql("SELECT integration.free_claims_of_the_dead()") == [(1,)], 20, "the end of the worker's session"
    )
    assert sql("SELECT event_id FROM integration.fetch_events('Mirror', 'you')") == []
    assert Delivery.objects.get().last_error == "Fetched, but not confirmed in time."


def test_the_reference_client_prints_what_is_there(channel: Subscription) -> None:
    record_about(1, note="Grüße")
    record_about(2)

    printed = python("manage.py", "listen", "Mirror", "--once", env=environment_of_the_test_database())

    assert len(printed.stdout.splitlines()) == 2
    assert "Grüße" in printed.stdout
    assert not Delivery.objects.exclude(state="DELIVERED").exists()


def fetch(worker: str, lease: str = "1 minute") -> list[int]:
    """What a client is given, by id."""
    fetched = sql("SELECT delivery_id FROM integration.fetch_events('Mirror', %s, p_lease => %s)", worker, lease)
    return [delivery_id for (delivery_id,) in fetched]


def have_all_tried_now() -> None:
    """As if the backoff were over."""
    streams = [f"lead/{lead_id}" for lead_id in range(1, 10)]
    sql("SELECT integration.hurry_deliveries(id, %s) FROM integration.subscriptions WHERE name = 'Mirror'", streams)


def test_what_a_client_gives_back_comes_later_and_holds_up_its_aggregate_only(channel: Subscription) -> None:
    for lead_id in (1, 2, 1):
        record_about(lead_id)
    first, second, _third = fetch("me")
    sql("SELECT integration.acknowledge('me', %s)", [second])

    assert sql("SELECT integration.reject_events('me', %s, 'No such customer.')", [first]) == [(1,)]

    rejected = Delivery.objects.get(pk=first)
    assert (rejected.state, rejected.attempts, rejected.last_error) == ("PENDING", 1, "No such customer.")
    assert fetch("you") == []


def test_what_is_given_back_too_often_is_parked(channel: Subscription) -> None:
    Subscription.objects.filter(pk=channel.pk).update(most_attempts=2)
    record_about(1)
    for _ in range(2):
        have_all_tried_now()
        sql("SELECT integration.reject_events('me', %s, 'No such customer.')", fetch("me"))

    assert states() == [("lead/1", "PARKED")]


def test_a_client_parks_what_it_will_never_take(channel: Subscription) -> None:
    record_about(1)

    sql("SELECT integration.reject_events('me', %s, 'Not for us.', p_park => true)", fetch("me"))

    assert states() == [("lead/1", "PARKED")]


def test_an_event_that_every_client_dies_of_is_parked_and_the_others_go_on(channel: Subscription) -> None:
    Subscription.objects.filter(pk=channel.pk).update(most_attempts=3)
    for lead_id in (1, 2, 3):
        record_about(lead_id)

    def take_until_it_kills() -> None:
        for delivery_id in fetch("a client", lease="0"):
            if Delivery.objects.get(pk=delivery_id).stream == "lead/1":
                return
            sql("SELECT integration.acknowledge('a client', %s)", [delivery_id])

    for _ in range(8):
        take_until_it_kills()
        have_all_tried_now()

    assert states() == [("lead/1", "PARKED"), ("lead/2", "DELIVERED"), ("lead/3", "DELIVERED")]
    assert Delivery.objects.get(stream="lead/1").last_error == "Fetched, but not confirmed in time."
