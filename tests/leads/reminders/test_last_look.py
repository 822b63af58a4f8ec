"""What came in between queueing and sending: the reminder is cancelled, with the reason in words."""

from collections.abc import Callable

import pytest

from core.sqlfiles import read_sql
from leads.models import Lead, LeadActivity, LeadHold, LeadReminder, ReminderStatus
from leads.services.reminders import dispatch_reminders
from leads.services.reminders.queueing import cancel_overtaken_reminders, queue_reminders
from leads.services.reminders.words import OBSTACLES
from tests.factories import UserFactory
from tests.leads.reminders.due import delete_lead, due_lead, instant, reminder_of
from tests.leads.reminders.sink import ACCEPTED, Sink

pytestmark = pytest.mark.django_db(transaction=True)


def _activity(lead: Lead) -> None:
    LeadActivity.objects.create(lead=lead, kind="QUALIFIED_CALL")


def _hold(lead: Lead) -> None:
    LeadHold.objects.create(lead=lead)


def _hold_that_ended_today(lead: Lead) -> None:
    LeadHold.objects.create(lead=lead, start_at=instant("now()"), end_at=instant("now() + interval '1 minute'"))


def _handover(lead: Lead) -> None:
    Lead.objects.filter(pk=lead.pk).update(user=UserFactory.create())


def _conversion(lead: Lead) -> None:
    Lead.objects.filter(pk=lead.pk).update(status="CONVERTED")


def _withdrawal(lead: Lead) -> None:
    Lead.objects.filter(pk=lead.pk).update(status="WITHDRAWN")


def _expiry(lead: Lead) -> None:
    # R moves back, and with it the deadline, to a past day.
    Lead.objects.filter(pk=lead.pk).update(protection_started_at=instant("now() - interval '9 months'"))


BETWEEN = [
    (_activity, "Protection ends on another day now: an activity, a hold or a correction came in."),
    (_hold, "The clock stands: a hold is running."),
    (_handover, "The lead belongs to someone else now."),
    (_conversion, "The lead was converted."),
    (_withdrawal, "The lead was withdrawn."),
    (delete_lead, "The lead was deleted."),
    (_expiry, "Protection has ended."),
]


@pytest.mark.parametrize(("event", "reason"), BETWEEN)
def test_a_queued_reminder_that_is_no_longer_due_is_cancelled(
    sink: Sink, event: Callable[[Lead], None], reason: str
) -> None:
    lead = due_lead()
    queue_reminders()
    reminder = reminder_of(lead)
    event(lead)
    assert dispatch_reminders().cancelled == 1
    reminder.refresh_from_db()
    assert (reminder.status, reminder.cancel_reason) == (ReminderStatus.CANCELLED, reason)
    assert reminder.cancelled_at is not None
    assert sink.mails == []


@pytest.mark.parametrize("status", [ReminderStatus.PENDING, ReminderStatus.DEAD])
def test_one_that_nobody_would_look_at_soon_is_cancelled_too(status: ReminderStatus) -> None:
    lead = due_lead()
    queue_reminders()
    LeadReminder.objects.update(status=status, next_attempt_at=instant("now() + interval '1 hour'"))
    _activity(lead)
    assert cancel_overtaken_reminders() == 1
    assert reminder_of(lead).status == ReminderStatus.CANCELLED


def test_what_is_still_due_is_not_cancelled() -> None:
    lead = due_lead()
    queue_reminders()
    LeadReminder.objects.update(status=ReminderStatus.DEAD)
    assert cancel_overtaken_reminders() == 0
    assert reminder_of(lead).status == ReminderStatus.DEAD


def test_the_look_is_taken_right_before_each_mail(sink: Sink) -> None:
    """While one mail is under way, an activity comes in for the lead whose turn is next."""
    first, second = due_lead(), due_lead()
    recipients = []

    def answer(recipient: str) -> str:
        recipients.append(recipient)
        if len(recipients) == 1:
            _activity(second if recipient == first.user.email else first)
        return ACCEPTED

    sink.on_mail = answer
    done = dispatch_reminders(senders=1)
    assert (done.sent, done.cancelled) == (1, 1)


def test_a_hold_within_grace_postpones_the_reminder_of_the_same_window(sink: Sink) -> None:
    lead = due_lead()
    queue_reminders()
    _hold_that_ended_today(lead)
    dispatch_reminders()
    reminder = reminder_of(lead)
    assert reminder.status == ReminderStatus.CANCELLED
    assert reminder.cancel_reason in {"The clock stands: a hold is running.", "It falls due later now: a hold came in."}
    assert sink.mails == []


def test_every_reason_is_known_to_the_translators() -> None:
    rules = read_sql("leads", "lead_reminder_rules_v1")
    assert all(f"'{reason}'" in rules for reason in OBSTACLES)
    assert rules.count("THEN '") == len(OBSTACLES)
