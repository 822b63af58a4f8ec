"""Mails that do not get through: tried again, given up, and never an outage's victim."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage

from core.mail.failures import MailServerUnavailable
from leads.mail.reminder import ReminderMail, build_message
from leads.models import LeadReminder, ReminderStatus
from leads.services.reminders import dispatch_reminders
from leads.services.reminders.limits import FIRST_DELAY, LONGEST_DELAY, MAX_ATTEMPTS, delay_after
from leads.services.reminders.words import BAD_ADDRESS, NO_ADDRESS
from tests.factories import UserFactory
from tests.leads.reminders.due import due_lead, instant, make_due_again, reminder_of
from tests.leads.reminders.sink import ACCEPTED, Sink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("stage", ["on_recipient", "on_mail"])
def test_refused_for_now_is_tried_again_later(sink: Sink, stage: str) -> None:
    setattr(sink, stage, lambda _: "451 Greylisted, come back later")
    lead = due_lead()
    assert dispatch_reminders().delayed == 1
    reminder = reminder_of(lead)
    assert (reminder.status, reminder.attempts, reminder.claimed_by) == (ReminderStatus.PENDING, 1, "")
    assert reminder.last_error == "451 Greylisted, come back later"
    assert FIRST_DELAY - timedelta(seconds=10) < reminder.next_attempt_at - instant("now()") <= FIRST_DELAY

    setattr(sink, stage, lambda _: ACCEPTED)
    assert dispatch_reminders().sent == 0
    make_due_again()
    assert dispatch_reminders().sent == 1
    assert len(sink.mails) == 1


def test_delays_double_up_to_an_hour_and_end() -> None:
    delays = [delay_after(attempts) for attempts in range(1, MAX_ATTEMPTS + 1)]
    assert delays[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert delays[-2:] == [LONGEST_DELAY, None]


def test_a_mail_that_is_refused_again_and_again_is_given_up_with_the_error(sink: Sink) -> None:
    sink.on_mail = lambda _: "451 Not now"
    lead = due_lead()
    for _ in range(MAX_ATTEMPTS):
        dispatch_reminders()
        make_due_again()
    reminder = reminder_of(lead)
    assert (reminder.status, reminder.attempts) == (ReminderStatus.DEAD, MAX_ATTEMPTS)
    assert reminder.last_error == "451 Not now"
    assert reminder in LeadReminder.objects.dead()


@pytest.mark.parametrize("stage", ["on_recipient", "on_mail"])
def test_refused_for_good_is_given_up_at_once(sink: Sink, stage: str) -> None:
    setattr(sink, stage, lambda _: "550 No such user here")
    lead = due_lead()
    assert dispatch_reminders().dead == 1
    reminder = reminder_of(lead)
    assert (reminder.status, reminder.last_error) == (ReminderStatus.DEAD, "550 No such user here")


@pytest.mark.parametrize(("address", "error"), [("", NO_ADDRESS), ("jörg at example", BAD_ADDRESS)])
def test_without_an_address_it_is_given_up_and_says_what_to_do(sink: Sink, address: str, error: str) -> None:
    lead = due_lead(user=UserFactory.create(email=address))
    assert dispatch_reminders().dead == 1
    reminder = reminder_of(lead)
    assert (reminder.status, reminder.last_error) == (ReminderStatus.DEAD, error)


def test_one_bad_mail_keeps_no_other_from_being_sent(sink: Sink) -> None:
    due_lead(user=UserFactory.create(email=""))
    others = [due_lead() for _ in range(3)]
    assert dispatch_reminders().sent == 3
    assert {mail.recipient for mail in sink.mails} == {lead.user.email for lead in others}


def test_an_unreachable_server_is_told_and_counts_as_no_attempt(sink: Sink) -> None:
    leads = [due_lead() for _ in range(3)]
    sink.refuse_connections()
    with pytest.raises(MailServerUnavailable, match="refused"):
        dispatch_reminders(senders=2)
    reminders = [reminder_of(lead) for lead in leads]
    assert {(reminder.status, reminder.attempts, reminder.claimed_by) for reminder in reminders} == {
        (ReminderStatus.PENDING, 0, "")
    }
    # Two senders found out; what they did not touch waits for no delay.
    assert sum(reminder.last_error != "" for reminder in reminders) == 2


def test_after_an_outage_everything_is_sent(sink: Sink) -> None:
    leads = [due_lead() for _ in range(3)]
    sink.most_connections = 0
    with pytest.raises(MailServerUnavailable, match="Too many connections"):
        dispatch_reminders()
    sink.most_connections = None
    make_due_again()
    assert dispatch_reminders().sent == 3
    assert {reminder_of(lead).status for lead in leads} == {ReminderStatus.SENT}


def test_a_server_that_grants_few_connections_gets_everything_over_those(sink: Sink) -> None:
    leads = [due_lead() for _ in range(12)]
    sink.most_connections = 2
    sent = dispatch_reminders(senders=6).sent
    make_due_again()
    sent += dispatch_reminders(senders=2).sent
    assert sent == 12
    assert sink.times_sent() == {reminder_of(lead).message_id: 1 for lead in leads}


def test_a_mail_that_cannot_be_built_is_tried_again_and_the_others_go_out(
    sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = due_lead(), due_lead()

    def build(mail: ReminderMail) -> EmailMessage:
        if mail.lead_id == bad.pk:
            raise LookupError("no such template")
        return build_message(mail)

    monkeypatch.setattr("leads.services.reminders.attempts.build_message", build)
    done = dispatch_reminders()
    assert (done.sent, done.delayed) == (1, 1)
    assert reminder_of(good).status == ReminderStatus.SENT
    assert reminder_of(bad).last_error == "LookupError: no such template"
