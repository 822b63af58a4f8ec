"""Which reminders are queued, and what is kept of them."""

from datetime import timedelta

import pytest

from leads.models import LeadActivity, LeadHold, LeadReminder, ReminderStatus
from leads.services.reminders.queueing import queue_reminders
from tests.factories import LeadFactory
from tests.leads.reminders.due import due_lead, instant, reminder_due_at, reminder_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_due_reminder_is_queued_with_its_facts() -> None:
    lead = due_lead(territory="CH")
    assert queue_reminders() == 1
    reminder = reminder_of(lead)
    assert (reminder.user_id, reminder.status, reminder.territory) == (lead.user_id, ReminderStatus.PENDING, "CH")
    assert reminder.expires_at is not None
    assert reminder.window_start == instant(f"berlin_wall('{reminder.expires_at.isoformat()}')").date()
    assert reminder.message_id == f"<reminder.{lead.pk}.{lead.user_id}.{reminder.window_start:%Y%m%d}@localhost>"


def test_queueing_again_queues_nothing() -> None:
    due_lead()
    assert [queue_reminders(), queue_reminders()] == [1, 0]


def test_nothing_is_due_before_grace() -> None:
    LeadFactory.create(created_at=instant("now() - interval '7 months'"))
    assert queue_reminders() == 0


def test_nothing_is_due_after_expiry() -> None:
    LeadFactory.create(created_at=instant("now() - interval '9 months'"))
    assert queue_reminders() == 0


def test_nothing_is_due_while_the_clock_stands() -> None:
    LeadHold.objects.create(lead=due_lead())
    assert queue_reminders() == 0


def test_nothing_is_due_while_a_hold_with_a_planned_end_stands() -> None:
    LeadHold.objects.create(lead=due_lead(), end_at=instant("now() + interval '1 day'"))
    assert queue_reminders() == 0


@pytest.mark.parametrize("status", ["CONVERTED", "WITHDRAWN"])
def test_nothing_is_due_for_a_lead_that_is_no_longer_open(status: str) -> None:
    due_lead(status=status)
    assert queue_reminders() == 0


def test_due_at_of_a_lead_that_came_late_is_when_it_came() -> None:
    lead = due_lead()
    queue_reminders()
    due_at = reminder_of(lead).due_at
    assert abs(due_at - instant("now()")) < timedelta(minutes=1)


def test_due_at_is_eight_o_clock_for_a_lead_that_was_known_before() -> None:
    lead = LeadFactory.create(created_at=instant("now() - interval '7 months'"))
    eight = reminder_due_at(lead)
    assert queue_reminders(at=eight - timedelta(microseconds=1)) == 0
    assert queue_reminders(at=eight) == 1
    assert reminder_of(lead).due_at == eight


def test_a_cancelled_reminder_comes_back_under_its_key_and_keeps_its_due_at() -> None:
    lead = due_lead()
    queue_reminders()
    first = reminder_of(lead)
    LeadReminder.objects.update(status=ReminderStatus.CANCELLED, cancel_reason="The clock stands: a hold is running.")
    assert queue_reminders() == 1
    again = reminder_of(lead)
    assert (again.pk, again.due_at, again.message_id) == (first.pk, first.due_at, first.message_id)
    assert (again.status, again.cancel_reason, again.cancelled_at) == (ReminderStatus.PENDING, "", None)


@pytest.mark.parametrize("status", [ReminderStatus.SENT, ReminderStatus.DEAD])
def test_what_was_sent_or_given_up_is_not_queued_again(status: ReminderStatus) -> None:
    due_lead()
    queue_reminders()
    LeadReminder.objects.update(status=status, sent_at=instant("now()"))
    assert queue_reminders() == 0


def test_a_new_deadline_is_a_new_window() -> None:
    lead = due_lead()
    queue_reminders()
    LeadReminder.objects.update(status=ReminderStatus.SENT, sent_at=instant("now()"))
    LeadActivity.objects.create(lead=lead, kind="QUALIFIED_CALL")
    assert queue_reminders(at=reminder_due_at(lead)) == 1
    assert LeadReminder.objects.filter(lead_id=lead.pk).count() == 2


def test_more_than_a_batch_is_queued_in_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leads.services.reminders.queueing.BATCH", 2)
    for _ in range(5):
        due_lead()
    assert queue_reminders() == 5
