"""Checks of the journal: what they say when events flow, and when they do not."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.utils import timezone

from core.models import JobRun
from core.services.jobs import run_once
from journal.models import IncomingEvent, Kind, Subscription
from journal.relay.claims import Outcome
from journal.relay.process import JOB as RELAY
from journal.services.deliveries import discard_deliveries
from journal.services.events import record
from journal.services.partitions import make_partitions
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.verdicts import Verdict
from tests.factories import UserFactory
from tests.journal.admin.scene import parked, settle_next, unknown_event, webhook
from tests.journal.events import record_about
from tests.operations.runbooks.checks.asking import ask, column

LATE = "UPDATE integration.event_deliveries SET due_at = now() - interval '90 seconds' WHERE state = 'PENDING'"


@pytest.fixture
def mirror(db: None) -> Subscription:
    """The only subscription that is active."""
    Subscription.objects.all().delete()
    made: Subscription = Subscription.objects.create(name="Mirror", kind=Kind.CHANNEL, target="mirror")
    return made


@pytest.mark.django_db(transaction=True)
def test_the_lag(mirror: Subscription, owner_db: psycopg.Connection) -> None:
    record_about(1)
    assert ask("outbox_lag").verdict is Verdict.AS_EXPECTED
    assert ask("subscriptions_unwell").verdict is Verdict.AS_EXPECTED
    owner_db.execute(LATE)
    lag = ask("outbox_lag")
    assert (lag.verdict, column(lag, "subscription")) == (Verdict.UNEXPECTED, ["Mirror"])
    assert lag.value == pytest.approx(90, abs=30)
    unwell = ask("subscriptions_unwell")
    assert (unwell.verdict, column(unwell, "subscription_state")) == (Verdict.UNEXPECTED, ["behind"])
    Subscription.objects.update(state="PAUSED")
    assert ask("outbox_lag").value == 0


@pytest.mark.django_db(transaction=True)
def test_what_waits_behind_a_parked_event_is_not_late(mirror: Subscription, owner_db: psycopg.Connection) -> None:
    parked(mirror, 1)
    record_about(1)
    owner_db.execute(LATE)
    assert ask("outbox_lag").value == 0
    assert ask("subscriptions_unwell").verdict is Verdict.AS_EXPECTED


@pytest.mark.django_db
def test_what_waits_all_in_all_first(mirror: Subscription) -> None:
    webhook("CRM", event_types=["lead.test"])
    webhook("Shop", event_types=["shop.*"])
    for lead_id in (1, 2, 3):
        record_about(lead_id)
    settle_next(mirror, Outcome.DELIVERED, limit=1)
    pending = ask("outbox_pending")
    assert (pending.value, pending.verdict) == (5, Verdict.INFORMATION)
    assert [row[:2] for row in pending.rows] == [(5, None), (3, "CRM"), (2, "Mirror"), (0, "Shop")]


@pytest.mark.django_db
def test_parked_until_somebody_decides(mirror: Subscription) -> None:
    assert ask("parked_deliveries").verdict is Verdict.AS_EXPECTED
    delivery = parked(mirror, 4711)
    found = ask("parked_deliveries")
    assert (found.verdict, column(found, "aggregate")) == (Verdict.UNEXPECTED, ["lead/4711"])
    assert column(ask("events_of_lead", lead_id=4711), "deliveries") == ["1 parked"]
    discard_deliveries(delivery_ids=[delivery.pk], actor=UserFactory.create(), why="Test")
    assert ask("parked_deliveries").verdict is Verdict.AS_EXPECTED


@pytest.mark.django_db
def test_events_that_nobody_knows() -> None:
    assert ask("incoming_parked").verdict is Verdict.AS_EXPECTED
    unknown_event()
    found = ask("incoming_parked")
    assert (found.verdict, column(found, "event_type")) == (Verdict.UNEXPECTED, ["menu.changed"])
    IncomingEvent.objects.update(state="DISCARDED", settled_at=timezone.now())
    assert ask("incoming_parked").verdict is Verdict.AS_EXPECTED


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"state": "DISABLED"}, "disabled"),
        ({"state": "PAUSED"}, "paused"),
        ({"rests_until": timezone.now() + timedelta(days=1), "failures_in_a_row": 10}, "rests after failures"),
    ],
)
def test_subscriptions_that_get_nothing(mirror: Subscription, fields: dict[str, object], state: str) -> None:
    assert ask("subscriptions_unwell").verdict is Verdict.AS_EXPECTED
    Subscription.objects.update(**fields)
    unwell = ask("subscriptions_unwell")
    assert (unwell.verdict, column(unwell, "subscription_state")) == (Verdict.UNEXPECTED, [state])


@pytest.mark.django_db(transaction=True)
def test_the_queue_of_notifications(app_db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """By default it holds 8 GB: here a bound is put below the little that fits in a moment."""
    assert ask("notification_queue").verdict is Verdict.AS_EXPECTED
    app_db.execute("LISTEN stuck")
    app_db.execute("BEGIN")
    app_db.execute("SELECT 1")
    with psycopg.connect(app_db.info.dsn, password=app_db.info.password, autocommit=True) as other:
        for _ in range(5):
            other.execute("SELECT pg_notify('stuck', repeat('x', 7900))")
    monkeypatch.setitem(CHECKS, "notification_queue", replace(CHECKS["notification_queue"], at_most=0))
    full = ask("notification_queue")
    assert full.value > 0
    assert full.verdict is Verdict.UNEXPECTED
    app_db.execute("ROLLBACK")
    app_db.execute("UNLISTEN *")


@pytest.mark.django_db(transaction=True)
def test_months_ahead(owner_db: psycopg.Connection) -> None:
    assert ask("journal_partitions").verdict is Verdict.AS_EXPECTED
    (partition,) = owner_db.execute(
        "SELECT to_char(date_trunc('month', now() AT TIME ZONE 'UTC') + interval '2 months', 'YYYY_MM')"
    ).fetchone() or ("",)
    owner_db.execute(f"DROP TABLE integration.event_journal_{partition}")
    missing = ask("journal_partitions")
    assert (missing.verdict, missing.value) == (Verdict.UNEXPECTED, 1)
    make_partitions()
    assert ask("journal_partitions").value == 3


@pytest.mark.django_db
def test_the_relay() -> None:
    assert ask("relay_alive").verdict is Verdict.UNKNOWN
    run_once(job=RELAY, slot=timezone.now(), work=lambda: None)
    assert ask("relay_alive").verdict is Verdict.AS_EXPECTED
    JobRun.objects.update(finished_at=timezone.now() - timedelta(minutes=3))
    assert ask("relay_alive").verdict is Verdict.UNEXPECTED


@pytest.mark.django_db
def test_events_of_one_correlation() -> None:
    ids = [uuid4(), uuid4()]
    for number, correlation_id in ((1, ids[0]), (2, ids[1]), (3, ids[0])):
        record(
            event_type="lead.noted", aggregate_type="lead", aggregate_id=number, territory="DE", payload={},
            correlation_id=correlation_id,
        )  # fmt: skip
    assert column(ask("events_of_correlation", correlation_id=str(ids[0])), "aggregate") == ["lead/1", "lead/3"]
