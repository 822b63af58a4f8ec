"""What Prometheus reads."""

import math
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from core.services.jobs import run_once
from leads.metrics import BUCKETS
from leads.models import LeadExpiry, LeadReminder, ReminderStatus
from leads.services.reminders.queueing import queue_reminders
from leads.tasks import SWEEP
from tests.factories import LeadFactory
from tests.leads.reminders.due import due_lead, instant, value

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def registry() -> CollectorRegistry:
    """What a scrape sees."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    return registry


def _sent_after(seconds: int) -> None:
    """Let all reminders have been sent so long after they fell due."""
    for reminder in LeadReminder.objects.all():
        reminder.status, reminder.sent_at = ReminderStatus.SENT, reminder.due_at + timedelta(seconds=seconds)
        reminder.save()


def test_leads_are_counted_by_phase(registry: CollectorRegistry) -> None:
    ages = {"BASE": 10, "FOLLOW_UP": 200, "GRACE": 249, "EXPIRED": 400}
    for leads, age in enumerate(ages.values(), start=1):
        LeadFactory.create_batch(leads, created_at=timezone.now() - timedelta(days=age))
    counted = {phase: registry.get_sample_value("freshops_leads", {"phase": phase}) for phase in ages}
    with connection.cursor() as cursor:
        cursor.execute("SELECT phase, count(*) FROM v_user_lead_protection GROUP BY 1")
        assert dict(cursor.fetchall()) == counted == {"BASE": 1, "FOLLOW_UP": 2, "GRACE": 3, "EXPIRED": 4}


def test_due_and_sent_are_counted_by_territory(registry: CollectorRegistry) -> None:
    due_lead(territory="AT")
    due_lead(territory="AT")
    due_lead(territory="CH")
    queue_reminders()
    _sent_after(5)
    assert registry.get_sample_value("lead_reminder_due_total", {"territory": "AT"}) == 2
    assert registry.get_sample_value("lead_reminder_sent_total", {"territory": "AT"}) == 2
    assert registry.get_sample_value("lead_reminder_sent_total", {"territory": "DE"}) == 0


def test_the_time_from_due_to_sent_is_a_histogram(registry: CollectorRegistry) -> None:
    due_lead()
    queue_reminders()
    _sent_after(400)

    def bucket(bound: str) -> float | None:
        return registry.get_sample_value("lead_reminder_processing_time_bucket", {"territory": "DE", "le": bound})

    assert [bucket(bound) for bound in ("300.0", "600.0", "3600.0", "+Inf")] == [0, 1, 1, 1]
    assert registry.get_sample_value("lead_reminder_processing_time_sum", {"territory": "DE"}) == 400
    assert registry.get_sample_value("lead_reminder_processing_time_count", {"territory": "DE"}) == 1


def test_totals_are_those_of_the_rows_whatever_wrote_them(registry: CollectorRegistry) -> None:
    for _ in range(3):
        due_lead()
    queue_reminders()
    _sent_after(2)
    _sent_after(5_000)  # sent before: counts no second time
    user = due_lead().user
    now = timezone.now()
    LeadReminder.objects.bulk_create(
        LeadReminder(lead_id=-n, user=user, window_start="2026-01-01", due_at=now, sent_at=now, status="SENT")
        for n in range(1, 6)
    )
    assert registry.get_sample_value("lead_reminder_due_total", {"territory": "DE"}) == 8
    assert registry.get_sample_value("lead_reminder_sent_total", {"territory": "DE"}) == 8
    labels = {"territory": "DE", "le": "10.0"}
    assert registry.get_sample_value("lead_reminder_processing_time_bucket", labels) == 8


def test_buckets_are_the_database_s() -> None:
    found = [value(f"lead_reminder_bound({seconds})") for seconds in (0, 10, 10.5, 3600, 3601, 86401)]
    assert found == [10.0, 10.0, 60.0, 3600.0, 7200.0, math.inf]
    assert set(found) <= set(BUCKETS)


def test_a_total_does_not_fall_when_rows_are_erased(registry: CollectorRegistry) -> None:
    due_lead()
    queue_reminders()
    LeadReminder.objects.all().delete()
    assert registry.get_sample_value("lead_reminder_due_total", {"territory": "DE"}) == 1


def test_a_lead_that_moves_takes_no_count_along(registry: CollectorRegistry) -> None:
    lead = due_lead(territory="DE")
    queue_reminders()
    lead.territory = "CH"
    lead.save(update_fields=["territory"])
    assert registry.get_sample_value("lead_reminder_due_total", {"territory": "DE"}) == 1
    assert registry.get_sample_value("lead_reminder_due_total", {"territory": "CH"}) == 0


@pytest.mark.parametrize("status", ["PENDING", "DEAD"])
def test_what_waits_for_more_than_an_hour_is_overdue(registry: CollectorRegistry, status: str) -> None:
    due_lead()
    queue_reminders()
    LeadReminder.objects.update(status=status)
    assert registry.get_sample_value("freshops_reminders_overdue", {"territory": "DE"}) == 0
    LeadReminder.objects.update(due_at=instant("now() - interval '61 minutes'"))
    assert registry.get_sample_value("freshops_reminders_overdue", {"territory": "DE"}) == 1
    labels = {"territory": "DE", "status": status.lower()}
    assert registry.get_sample_value("freshops_reminders_unsent", labels) == 1


def test_what_nobody_queues_is_seen_too(registry: CollectorRegistry) -> None:
    due_lead()
    labels = {"territory": "DE", "status": "unqueued"}
    assert registry.get_sample_value("freshops_reminders_unsent", labels) == 1


def test_what_is_no_longer_due_is_not_overdue(registry: CollectorRegistry) -> None:
    lead = due_lead()
    queue_reminders()
    LeadReminder.objects.update(due_at=instant("now() - interval '61 minutes'"))
    lead.status = "CONVERTED"
    lead.save(update_fields=["status"])
    assert registry.get_sample_value("freshops_reminders_overdue", {"territory": "DE"}) == 0


def test_the_age_of_the_last_scan(registry: CollectorRegistry) -> None:
    assert registry.get_sample_value("freshops_reminder_last_scan_age_seconds") == math.inf
    run_once(job=SWEEP, slot=timezone.now(), work=lambda: None)
    age = registry.get_sample_value("freshops_reminder_last_scan_age_seconds")
    assert age is not None
    assert 0 <= age < 60


def test_open_leads_are_counted_by_state(registry: CollectorRegistry) -> None:
    LeadFactory.create()
    LeadFactory.create(created_at=instant("now() - interval '9 months'"))
    LeadFactory.create(status="CONVERTED")
    for state in ("PROTECTED", "EXPIRED"):
        assert registry.get_sample_value("lead_protection_state", {"state": state, "territory": "DE"}) == 1
    assert registry.get_sample_value("lead_protection_state", {"state": "EXPIRED", "territory": "AT"}) == 0


def test_expiries_are_counted_and_those_without_a_reminder_apart(registry: CollectorRegistry) -> None:
    lead = due_lead(territory="CH")
    facts = {"lead": lead, "user": lead.user, "territory": "CH", "expired_at": timezone.now()}
    LeadExpiry.objects.create(**facts, window_start="2026-01-01", unreminded=True)
    LeadExpiry.objects.create(**facts, window_start="2026-02-01", unreminded=False)
    assert registry.get_sample_value("lead_protection_expired_count", {"territory": "CH"}) == 2
    assert registry.get_sample_value("freshops_expiries_without_reminder", {"territory": "CH"}) == 1
