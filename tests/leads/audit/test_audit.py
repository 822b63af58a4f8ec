"""Every reminder, expiry and hold has its event in the journal, or somebody is told."""

import math
from datetime import timedelta

import psycopg
import pytest
from django.utils import timezone
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from freshops.schedule import jobs
from leads.querysets.audit import GAPS, count_gaps
from leads.services.expiries import record_expiries
from leads.services.holds import place_hold
from leads.services.reminders import dispatch_reminders
from leads.tasks import audit_events, audit_events_nightly
from tests.factories import LeadFactory
from tests.leads.moments import lead_in_base
from tests.leads.reminders.due import due_lead

pytestmark = pytest.mark.django_db(transaction=True)


def read(name: str, **labels: str) -> float:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    value = registry.get_sample_value(name, labels)
    assert value is not None
    return value


def test_both_checks_are_on_the_schedule() -> None:
    assert {"leads.tasks.audit_events", "leads.tasks.audit_events_nightly"} <= {job.task for job in jobs()}


def test_before_the_first_check_nothing_is_claimed() -> None:
    assert math.isnan(read("freshops_audit_gaps", what="reminder_events"))
    assert read("freshops_audit_age_seconds") == math.inf


def test_what_services_do_leaves_no_gap() -> None:
    due_lead()
    dispatch_reminders()
    place_hold(lead_id=lead_in_base().pk, actor=LeadFactory.create().user, reason_code="PRICE")
    LeadFactory.create(created_at=timezone.now() - timedelta(days=400))
    record_expiries()

    assert count_gaps() == dict.fromkeys(GAPS, 0)


def test_a_reminder_without_its_event(app_db: psycopg.Connection) -> None:
    due_lead()
    dispatch_reminders()
    app_db.execute(
        "INSERT INTO lead_reminders (lead_id, user_id, territory, window_start, due_at, sent_at, status) "
        "SELECT lead_id, user_id, territory, window_start + 1, due_at, now(), 'SENT' FROM lead_reminders"
    )
    audit_events()
    assert read("freshops_audit_gaps", what="reminder_events") == 1
    assert read("freshops_audit_gaps", what="hold_events") == 0
    assert read("freshops_audit_age_seconds") < 60


def test_a_hold_that_went_past_everything(app_db: psycopg.Connection) -> None:
    lead = lead_in_base()
    app_db.execute("INSERT INTO lead_holds (lead_id, user_id, reason) VALUES (%s, %s, 'x')", [lead.pk, lead.user_id])
    assert count_gaps()["hold_events"] == 1


def test_an_event_that_vanished_from_the_journal(owner_db: psycopg.Connection) -> None:
    due_lead()
    dispatch_reminders()
    owner_db.execute("UPDATE integration.event_keys SET event_id = uuidv7()")
    gaps = count_gaps()
    assert gaps["journal_keys"] >= 1
    assert gaps["reminder_events"] == 1


def test_totals_that_are_below_the_rows(owner_db: psycopg.Connection) -> None:
    due_lead()
    dispatch_reminders()
    owner_db.execute("UPDATE lead_reminder_totals SET reminders = 0")
    assert count_gaps()["reminder_totals"] == 1


def test_what_is_older_than_a_day_is_found_at_night_and_stays_until_it_is_mended(owner_db: psycopg.Connection) -> None:
    lead = lead_in_base()
    owner_db.execute(
        "INSERT INTO lead_holds (lead_id, user_id, reason, recorded_at) "
        "VALUES (%s, %s, 'x', now() - interval '3 days')",
        [lead.pk, lead.user_id],
    )
    audit_events()
    assert read("freshops_audit_gaps", what="hold_events") == 0
    audit_events_nightly()
    assert read("freshops_audit_gaps", what="hold_events") == 1
