"""What is on record of a reminder that was sent."""

import pytest
from django.db import connection

from core.walltime import berlin_wall
from journal.models import Event
from leads.models import LeadReminder, ReminderStatus
from leads.services.reminders import dispatch_reminders
from leads.services.reminders.queueing import queue_reminders
from tests.leads.reminders.due import delete_lead, due_lead, reminder_of
from tests.leads.reminders.sink import ACCEPTED, Sink

pytestmark = pytest.mark.django_db(transaction=True)


def test_sent_at_is_after_due_at_and_the_claim_is_gone(sink: Sink) -> None:
    lead = due_lead()
    dispatch_reminders()
    reminder = reminder_of(lead)
    assert reminder.status == ReminderStatus.SENT
    assert reminder.sent_at is not None
    assert reminder.sent_at >= reminder.due_at
    assert (reminder.attempts, reminder.recipient) == (1, lead.user.email)
    assert (reminder.claimed_by, reminder.claimed_until) == ("", None)


def test_the_event_has_the_agreed_body(sink: Sink) -> None:
    lead = due_lead()
    dispatch_reminders()
    reminder = reminder_of(lead)
    event = Event.objects.get(event_type="lead.protection.reminder")
    body = event.payload
    assert body["lead_id"] == event.aggregate_id == lead.pk
    assert body["user_id"] == lead.user_id
    assert body["event_id"] == str(event.event_id)
    assert body["current_state"] == "PROTECTED"
    assert body["reason"] == "10_day_expiry_reminder"
    assert reminder.expires_at is not None
    assert body["protection_expires_at"].startswith(f"{reminder.expires_at:%Y-%m-%dT%H:%M:%S}")
    assert reminder.sent_at is not None
    days = (reminder.window_start - berlin_wall(reminder.sent_at).date()).days
    assert body["metadata"] == {"reminder_type": "expiry", "days_remaining": days}


def test_one_reminder_is_one_event(sink: Sink) -> None:
    lead = due_lead()
    dispatch_reminders()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_lead_reminders_sent(%s, %s, %s)", [[reminder_of(lead).pk], [lead.user.email], [5]]
        )
        assert cursor.fetchone() == (0,)
    assert Event.objects.filter(event_type="lead.protection.reminder").count() == 1


def test_each_mail_is_on_record_before_its_sender_takes_the_next(sink: Sink) -> None:
    leads = [due_lead() for _ in range(4)]
    unrecorded = []

    def answer(_: str) -> str:
        unrecorded.append(len(sink.mails) - LeadReminder.objects.filter(status=ReminderStatus.SENT).count())
        connection.close()
        return ACCEPTED

    sink.on_mail = answer
    dispatch_reminders(senders=1)
    assert unrecorded == [0, 0, 0, 0]
    assert {reminder_of(lead).status for lead in leads} == {ReminderStatus.SENT}


def test_what_the_server_accepted_is_sent_even_if_it_was_cancelled_meanwhile(sink: Sink) -> None:
    lead = due_lead()

    def answer(_: str) -> str:
        LeadReminder.objects.update(status=ReminderStatus.CANCELLED, claimed_by="", claimed_until=None)
        connection.close()
        return ACCEPTED

    sink.on_mail = answer
    dispatch_reminders()
    assert reminder_of(lead).status == ReminderStatus.SENT


def test_a_reminder_stays_without_its_lead(sink: Sink) -> None:
    lead = due_lead()
    dispatch_reminders()
    delete_lead(lead)
    assert LeadReminder.objects.filter(lead_id=lead.pk, status=ReminderStatus.SENT).exists()


def test_who_is_at_work_on_a_reminder_is_no_part_of_its_history(sink: Sink) -> None:
    due_lead()
    queue_reminders()
    dispatch_reminders()
    history = LeadReminder.history.rel.related_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
    assert [row.status for row in history] == [ReminderStatus.PENDING, ReminderStatus.SENT]
