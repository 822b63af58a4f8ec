"""Setting a reminder going again that was given up."""

import pytest

from leads.models import Lead, LeadReminder, ReminderStatus
from leads.services.reminders import dispatch_reminders, retry_reminder
from leads.services.reminders.limits import MAX_ATTEMPTS, delay_after
from leads.services.reminders.retry import ReminderRefused
from tests.factories import UserFactory
from tests.leads.reminders.due import due_lead, reminder_of
from tests.leads.reminders.sink import ACCEPTED, Sink

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def dead(sink: Sink) -> LeadReminder:
    """A reminder whose mail the server refused for good, until now."""
    lead: Lead = due_lead(territory="AT")
    sink.on_mail = lambda _: "550 Mailbox unknown"
    dispatch_reminders()
    sink.on_mail = lambda _: ACCEPTED
    return reminder_of(lead)


def test_a_retried_reminder_is_sent_with_the_next_dispatch(sink: Sink, dead: LeadReminder) -> None:
    assert dispatch_reminders().sent == 0
    retry_reminder(reminder_id=dead.pk, actor=UserFactory.create())
    assert dispatch_reminders().sent == 1
    dead.refresh_from_db()
    assert (dead.status, dead.attempts) == (ReminderStatus.SENT, 2)


def test_a_retry_grants_as_many_attempts_again() -> None:
    assert delay_after(MAX_ATTEMPTS) is None
    assert delay_after(MAX_ATTEMPTS + 1) == delay_after(1)
    assert delay_after(2 * MAX_ATTEMPTS) is None


def test_only_what_was_given_up_can_be_retried(sink: Sink, dead: LeadReminder) -> None:
    actor = UserFactory.create()
    retry_reminder(reminder_id=dead.pk, actor=actor)
    with pytest.raises(ReminderRefused) as refusal:
        retry_reminder(reminder_id=dead.pk, actor=actor)
    assert refusal.value.code == "reminder_not_dead"


def test_another_territory_s_reminder_is_not_there(dead: LeadReminder) -> None:
    with pytest.raises(ReminderRefused) as refusal:
        retry_reminder(reminder_id=dead.pk, actor=UserFactory.create(territories=["CH"]))
    assert (refusal.value.code, refusal.value.status) == ("reminder_not_found", 404)
    dead.refresh_from_db()
    assert dead.status == ReminderStatus.DEAD
