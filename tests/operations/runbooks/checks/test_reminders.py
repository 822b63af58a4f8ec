"""Checks of reminders: what they say when they go out, and when they do not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import JobRun
from core.services.jobs import run_once
from leads.models import LeadExpiry, LeadReminder, ReminderStatus
from leads.services.expiries import acknowledge_expiry, record_expiries
from leads.services.holds import place_hold
from leads.services.reminders import dispatch_reminders
from leads.services.reminders.queueing import queue_reminders
from leads.tasks import DAILY, SWEEP
from operations.runbooks.checks.verdicts import Verdict
from tests.factories import UserFactory
from tests.leads.moments import ago
from tests.leads.reminders.due import due_lead, instant
from tests.leads.reminders.expiring import about_to_expire, let_it_expire
from tests.operations.runbooks.checks.asking import ask, column
from tests.operations.runbooks.checks.scene import lead_due_today

pytestmark = pytest.mark.django_db


def sent_after(minutes: float) -> None:
    """Let all reminders have been sent so long after they fell due."""
    for reminder in LeadReminder.objects.all():
        reminder.status, reminder.sent_at = ReminderStatus.SENT, reminder.due_at + timedelta(minutes=minutes)
        reminder.save()


def overdue_by(minutes: float) -> None:
    LeadReminder.objects.update(due_at=instant(f"now() - interval '{minutes} minutes'"))


def test_overdue() -> None:
    lead = due_lead()
    queue_reminders()
    overdue_by(59)
    assert ask("reminders_overdue").verdict is Verdict.AS_EXPECTED
    overdue_by(61)
    late = ask("reminders_overdue")
    assert (late.verdict, late.value, column(late, "lead_id")) == (Verdict.UNEXPECTED, 1, [lead.pk])
    assert column(late, "reminder_status") == ["waiting"]
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE")  # while the clock stands, none is owed
    assert ask("reminders_overdue").verdict is Verdict.AS_EXPECTED


@pytest.mark.django_db(transaction=True)
def test_failing() -> None:
    assert ask("reminders_failing").verdict is Verdict.AS_EXPECTED
    lead = due_lead(user=UserFactory.create(email=""))
    queue_reminders()
    assert ask("reminders_failing").verdict is Verdict.AS_EXPECTED  # it only waits
    dispatch_reminders()
    failing = ask("reminders_failing")
    assert (failing.verdict, column(failing, "lead_id")) == (Verdict.UNEXPECTED, [lead.pk])
    assert column(failing, "reminder_status") == ["given up"]
    assert column(failing, "remark") == ["The user has no e-mail address. Enter one, then retry."]
    assert column(ask("reminders_of_lead", lead_id=lead.pk), "reminder_status") == ["given up"]


def test_of_today_sent_or_not() -> None:
    lead = lead_due_today()
    due_lead()
    today = ask("reminders_due_today")
    assert column(today, "lead_id") == [lead.pk]
    due_at = column(today, "reminder_due_at")[0]
    assert instant("berlin_instant(date_trunc('day', berlin_wall(now())) + interval '8 hours')") == due_at
    assert column(today, "reminder_status") == [None]


@pytest.mark.parametrize("job", [DAILY, SWEEP])
def test_the_age_of_the_last_scan(job: str) -> None:
    assert ask("reminder_scan_age").verdict is Verdict.UNKNOWN
    for minutes, verdict in ((14, Verdict.AS_EXPECTED), (16, Verdict.UNEXPECTED)):
        JobRun.objects.all().delete()
        run_once(job=job, slot=timezone.now(), work=lambda: None)
        JobRun.objects.update(finished_at=timezone.now() - timedelta(minutes=minutes))
        scan = ask("reminder_scan_age")
        assert scan.verdict is verdict
        assert scan.value == pytest.approx(minutes * 60, abs=30)
        assert column(scan, "job") == [job]


def test_a_scan_that_failed_does_not_count() -> None:
    with pytest.raises(ZeroDivisionError):
        run_once(job=SWEEP, slot=timezone.now(), work=lambda: {"sent": 1 // 0})
    assert ask("reminder_scan_age").verdict is Verdict.UNKNOWN


def test_the_share_that_goes_out_in_time() -> None:
    assert ask("reminder_sla").verdict is Verdict.UNKNOWN
    for _ in range(2):
        due_lead()
    queue_reminders()
    sent_after(59)
    well = ask("reminder_sla")
    assert (well.verdict, well.value) == (Verdict.AS_EXPECTED, 1.0)
    late = LeadReminder.objects.all()[0]
    late.sent_at = late.due_at + timedelta(minutes=61)
    late.save()
    badly = ask("reminder_sla")
    assert (badly.verdict, badly.value, badly.rows) == (Verdict.UNEXPECTED, 0.5, [(0.5, 2, 1)])


def test_what_was_never_sent_is_late_after_an_hour_and_cancelled_never() -> None:
    due_lead()
    queue_reminders()
    assert ask("reminder_sla").verdict is Verdict.UNKNOWN
    overdue_by(61)
    assert ask("reminder_sla").value == 0
    LeadReminder.objects.update(status=ReminderStatus.CANCELLED)
    assert ask("reminder_sla").verdict is Verdict.UNKNOWN


@pytest.mark.django_db(transaction=True)
def test_an_expiry_without_a_reminder_until_somebody_acknowledges_it() -> None:
    assert ask("expiries_without_reminder").verdict is Verdict.AS_EXPECTED
    lead = about_to_expire()
    let_it_expire(lead)
    record_expiries()
    violation = ask("expiries_without_reminder")
    assert (violation.verdict, column(violation, "lead_id")) == (Verdict.UNEXPECTED, [lead.pk])
    assert column(ask("expired_recently", days=1), "lead_id") == [lead.pk]
    acknowledge_expiry(expiry_id=LeadExpiry.objects.get().pk, actor=UserFactory.create())
    assert ask("expiries_without_reminder").verdict is Verdict.AS_EXPECTED


def test_the_evidence_stays_when_the_lead_is_deleted() -> None:
    LeadExpiry.objects.create(
        lead_id=4711, user=UserFactory.create(), window_start=ago(1).date(), expired_at=ago(1), unreminded=True
    )
    assert column(ask("expiries_without_reminder"), "company") == [None]
