"""Claims: whose turn it is, for how long, and what becomes of those of a worker that died."""

from datetime import timedelta

import pytest
from django.db import connections

from core.mail.failures import MailRefused
from core.sqlfiles import read_sql
from core.workers import worker_name
from leads.models import LeadReminder, ReminderStatus
from leads.services.reminders import dispatch_reminders
from leads.services.reminders.attempts import Attempt
from leads.services.reminders.claiming import claim_reminders
from leads.services.reminders.queueing import queue_reminders
from leads.services.reminders.recording import record_attempts
from leads.services.reminders.words import WORKER_LOST
from tests.leads.reminders.due import due_lead, instant, lapse_claims, reminder_of
from tests.leads.reminders.sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)

LEASE = timedelta(minutes=1)


def test_two_workers_never_hold_the_same_reminder() -> None:
    leads = [due_lead() for _ in range(3)]
    queue_reminders()
    claimed = [
        {claim.reminder_id for claim in claim_reminders(worker=name, limit=2, lease=LEASE).claims} for name in "ab"
    ]
    assert [len(ids) for ids in claimed] == [2, 1]
    assert claimed[0] | claimed[1] == {reminder_of(lead).pk for lead in leads}


def test_a_claim_that_another_transaction_is_making_is_passed_over() -> None:
    due_lead()
    queue_reminders()
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM claim_lead_reminders('other', 5, '1 minute')")
        assert claim_reminders(worker="me", limit=5, lease=LEASE).looked_at == 0
        other.rollback()
    finally:
        other.close()
    assert claim_reminders(worker="me", limit=5, lease=LEASE).looked_at == 1


def test_a_dead_worker_s_claim_comes_back_after_its_lease(sink: Sink) -> None:
    lead = due_lead()
    queue_reminders()
    claim_reminders(worker="dead", limit=1, lease=LEASE)
    assert dispatch_reminders().sent == 0
    lapse_claims()
    assert dispatch_reminders().sent == 1
    reminder = reminder_of(lead)
    assert (reminder.status, reminder.attempts, reminder.last_error) == (ReminderStatus.SENT, 2, WORKER_LOST)


def test_a_worker_that_is_held_up_does_not_begin(sink: Sink) -> None:
    """Sent to sleep for longer than half its lease, it must not send what another may be sending by the end."""
    lead = due_lead()
    assert dispatch_reminders(lease=timedelta(seconds=-1)).delayed == 1
    reminder = reminder_of(lead)
    assert (reminder.status, reminder.attempts, reminder.claimed_by) == (ReminderStatus.PENDING, 0, "")
    assert sink.mails == []


def test_a_worker_whose_claim_went_to_another_cannot_record_a_failure() -> None:
    lead = due_lead()
    queue_reminders()
    (claim,) = claim_reminders(worker="slow", limit=1, lease=LEASE).claims
    lapse_claims()
    claim_reminders(worker="other", limit=1, lease=LEASE)
    record_attempts(worker="slow", attempts=[Attempt(claim, MailRefused("550 No"))])
    reminder = reminder_of(lead)
    assert (reminder.status, reminder.claimed_by) == (ReminderStatus.PENDING, "other")


def test_the_words_for_a_lost_worker_are_those_of_the_database() -> None:
    assert WORKER_LOST in read_sql("leads", "lead_reminder_claim_v1")


def test_the_oldest_goes_first() -> None:
    leads = [due_lead() for _ in range(3)]
    queue_reminders()
    LeadReminder.objects.filter(lead_id=leads[2].pk).update(next_attempt_at=instant("now() - interval '1 hour'"))
    (claim,) = claim_reminders(worker="w", limit=1, lease=LEASE).claims
    assert claim.mail.lead_id == leads[2].pk


def test_worker_names_are_never_the_same() -> None:
    assert worker_name() != worker_name()
    assert len(worker_name()) <= 64
