"""Expiries: on record once, and those of which nobody was reminded stand out until somebody says why."""

import pytest

from journal.models import Event
from leads.models import Lead, LeadExpiry, LeadReminder, ReminderStatus
from leads.services.expiries import ExpiryRefused, acknowledge_expiry, record_expiries
from leads.services.reminders import dispatch_reminders
from leads.services.reminders.queueing import queue_reminders
from tests.factories import LeadFactory, UserFactory
from tests.leads.reminders.due import instant
from tests.leads.reminders.expiring import about_to_expire, let_it_expire
from tests.leads.reminders.sink import Sink

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_expiry_is_recorded_once_with_its_event() -> None:
    lead = about_to_expire()
    assert record_expiries() == 0
    let_it_expire(lead)
    assert [record_expiries(), record_expiries()] == [1, 0]
    expiry = LeadExpiry.objects.get()
    assert (expiry.lead_id, expiry.user_id, expiry.territory) == (lead.pk, lead.user_id, "CH")
    event = Event.objects.get(event_type="lead.protection.expired")
    assert (event.aggregate_id, event.payload["current_state"]) == (lead.pk, "EXPIRED")


def test_a_dispatch_records_expiries_too(sink: Sink) -> None:
    lead = about_to_expire()
    let_it_expire(lead)
    assert dispatch_reminders().expired == 1


def test_an_expiry_without_a_reminder_is_a_violation() -> None:
    let_it_expire(about_to_expire())
    record_expiries()
    assert LeadExpiry.objects.violations().count() == 1


def test_an_expiry_after_a_reminder_is_none() -> None:
    lead = about_to_expire()
    assert queue_reminders() == 1
    LeadReminder.objects.update(status=ReminderStatus.SENT, sent_at=instant("now()"))
    let_it_expire(lead)
    record_expiries()
    assert LeadExpiry.objects.get().unreminded is False


def test_a_lead_that_had_expired_when_it_was_recorded_here_is_none() -> None:
    LeadFactory.create(created_at=instant("now() - interval '9 months'"))
    assert record_expiries() == 0
    assert not LeadExpiry.objects.exists()


@pytest.mark.parametrize("status", ["CONVERTED", "WITHDRAWN"])
def test_a_lead_that_is_no_longer_open_does_not_expire(status: str) -> None:
    lead = about_to_expire()
    Lead.objects.filter(pk=lead.pk).update(status=status)
    let_it_expire(lead)
    assert record_expiries() == 0


def test_a_reminder_that_was_given_up_ends_with_protection(sink: Sink) -> None:
    lead = about_to_expire()
    queue_reminders()
    LeadReminder.objects.update(status=ReminderStatus.DEAD)
    let_it_expire(lead)
    done = dispatch_reminders()
    assert (done.cancelled, done.expired) == (1, 1)
    assert LeadReminder.objects.get().cancel_reason == "Protection has ended."
    assert LeadExpiry.objects.violations().count() == 1


def test_acknowledging_says_who_and_when_and_ends_the_violation() -> None:
    let_it_expire(about_to_expire())
    record_expiries()
    first, second = UserFactory.create(), UserFactory.create()
    expiry = LeadExpiry.objects.get()
    acknowledge_expiry(expiry_id=expiry.pk, actor=first)
    acknowledged = acknowledge_expiry(expiry_id=expiry.pk, actor=second)
    assert acknowledged.acknowledged_by == first
    assert acknowledged.acknowledged_at is not None
    assert not LeadExpiry.objects.violations().exists()


def test_another_territory_s_expiry_is_not_there() -> None:
    let_it_expire(about_to_expire())
    record_expiries()
    with pytest.raises(ExpiryRefused) as refusal:
        acknowledge_expiry(expiry_id=LeadExpiry.objects.get().pk, actor=UserFactory.create(territories=["DE"]))
    assert refusal.value.status == 404
