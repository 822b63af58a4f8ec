"""What dashboards are told about events."""

import json
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.utils import timezone
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from journal.models import Kind, Subscription
from journal.relay.claims import Outcome
from tests.factories import UserFactory
from tests.house.processes import wait_for
from tests.journal.admin.scene import settle_next, unknown_event
from tests.journal.events import record_about, sql


@pytest.fixture(autouse=True)
def only_ours(db: None) -> None:
    """No subscriptions of the apps' own consumers."""
    Subscription.objects.update(state="DISABLED", event_types=["nothing.at_all"])


def read(name: str, **labels: str) -> float | None:
    """A sample as a scrape finds it; None where there is none."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    return registry.get_sample_value(name, labels)


def channel(**fields: object) -> Subscription:
    made: Subscription = Subscription.objects.create(name="Mirror", kind=Kind.CHANNEL, target="mirror", **fields)
    return made


def test_nothing_waits() -> None:
    for kind in ("webhook", "channel", "consumer"):
        assert read("outbox_dispatch_lag_seconds", kind=kind) == 0
        assert read("freshops_outbox_pending", kind=kind) == 0
        assert read("freshops_last_delivery_success_age_seconds", kind=kind) is None
    assert read("freshops_notification_queue_usage") == 0


def test_the_backlog(db: None) -> None:
    mirror = channel()
    for lead_id in (1, 2, 2, 3):
        record_about(lead_id)
    assert 0 <= (read("outbox_dispatch_lag_seconds", kind="channel") or 0) < 60
    assert read("freshops_outbox_pending", kind="channel") == 4
    assert read("freshops_last_delivery_success_age_seconds", kind="channel") == float("inf")

    settle_next(mirror, Outcome.DELIVERED, limit=1)
    settle_next(mirror, Outcome.PARKED, limit=1)
    settle_next(mirror, Outcome.FAILED, limit=1)

    assert read("freshops_outbox_pending", kind="channel") == 2
    assert read("freshops_outbox_parked", kind="channel") == 1
    # One waits for its next attempt, one behind the parked: nothing is late.
    assert read("outbox_dispatch_lag_seconds", kind="channel") == 0
    record_about(2)
    assert read("outbox_dispatch_lag_seconds", kind="channel") == 0
    for outcome in ("delivered", "parked", "failed"):
        assert read("freshops_deliveries_total", kind="channel", outcome=outcome) == 1
    assert read("freshops_deliveries_total", kind="channel", outcome="discarded") == 0
    assert 0 <= (read("freshops_last_delivery_success_age_seconds", kind="channel") or 0) < 60


def test_a_paused_subscription_is_not_late() -> None:
    mirror = channel()
    record_about(1)
    Subscription.objects.filter(pk=mirror.pk).update(state="PAUSED", state_at=timezone.now() - timedelta(days=1))
    assert read("outbox_dispatch_lag_seconds", kind="channel") == 0
    assert read("freshops_outbox_pending", kind="channel") == 1


def test_incoming_events_that_are_parked() -> None:
    unknown_event()
    unknown_event()
    assert read("freshops_incoming_parked") == 2


@pytest.mark.django_db(transaction=True)
def test_incoming_events_are_counted(app_db: psycopg.Connection) -> None:
    before = read("freshops_incoming_total") or 0
    sender = UserFactory.create(is_service=True)
    row = {"event_id": str(uuid4()), "fingerprint": "00" * 32, "event_type": "a.b", "payload": {}, "parked": True}
    app_db.execute("SELECT pg_stat_force_next_flush()")
    app_db.execute("SELECT * FROM integration.record_incoming_events(%s, 'crm', %s)", [sender.pk, json.dumps([row])])
    app_db.close()  # a session that ends has told its counts

    def counted() -> bool:
        sql("SELECT pg_stat_clear_snapshot()")
        return read("freshops_incoming_total") == before + 1

    wait_for(counted, 30, "the statistics to know of it")
