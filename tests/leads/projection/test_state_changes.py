"""A lead whose protection comes back leaves an event, an audit row, and an expiry that says so: by whichever way."""

from datetime import datetime

import pytest
from django.db import connection

from journal.models import Event
from leads.models import Lead, LeadExpiry, LeadOwnership
from leads.services.ownership import reassign_lead
from tests.factories import LeadFactory, UserFactory
from tests.leads.moments import ago, lead_in_base

pytestmark = pytest.mark.django_db


def _expire(lead: Lead, days: int = 300) -> None:
    """Let it have been registered so long ago that its protection has ended; the expiry is on record."""
    Lead.objects.filter(pk=lead.pk).update(created_at=ago(days))
    assert LeadExpiry.objects.get(lead=lead, revived_at=None).user == lead.user


def _revivals(lead: Lead) -> int:
    return Event.objects.filter(event_type="lead.protection.revived", aggregate_id=lead.pk).count()


@pytest.mark.parametrize("column", ["created_at", "protection_started_at"])
@pytest.mark.parametrize("days", [60, 0], ids=["still before the expiry", "after the expiry"])
def test_a_corrected_start_that_revives_a_lead_is_a_revival(column: str, days: int) -> None:
    lead = lead_in_base()
    _expire(lead)

    Lead.objects.filter(pk=lead.pk).update(**{column: ago(days)})

    assert _revivals(lead) == 1
    assert not LeadExpiry.objects.filter(revived_at=None).exists()
    assert _states(lead)[-1] == ("EXPIRED", "PROTECTED")


def test_a_handover_that_was_not_revives_the_lead() -> None:
    lead, other = LeadFactory.create(created_at=ago(10)), UserFactory.create()
    handover = reassign_lead(lead_id=lead.pk, actor=None, user_id=other.pk, effective_at=ago(5))
    LeadOwnership.objects.filter(pk=handover.pk).update(protection_started_at=ago(300))
    assert LeadExpiry.objects.get().user == other

    LeadOwnership.objects.filter(pk=handover.pk).update(voided_at=ago(0), void_reason="mistaken")

    assert _revivals(lead) == 1
    assert not LeadExpiry.objects.filter(revived_at=None).exists()


@pytest.mark.parametrize("same", [True, False], ids=["the same user", "another user"])
def test_a_handover_that_starts_anew_is_a_protection_of_its_own(*, same: bool) -> None:
    lead = lead_in_base()
    _expire(lead)

    reassign_lead(lead_id=lead.pk, actor=None, user_id=lead.user_id if same else UserFactory.create().pk)

    assert _revivals(lead) == 0
    assert LeadExpiry.objects.get().revived_at is None


def test_what_expires_again_after_a_revival_is_recorded_again() -> None:
    lead, start = lead_in_base(), ago(300)
    for _ in range(2):
        Lead.objects.filter(pk=lead.pk).update(created_at=start)
        Lead.objects.filter(pk=lead.pk).update(created_at=ago(30))
    Lead.objects.filter(pk=lead.pk).update(created_at=start)

    assert _revivals(lead) == 2
    assert Event.objects.filter(event_type="lead.protection.expired", aggregate_id=lead.pk).count() == 3
    assert LeadExpiry.objects.filter(revived_at=None).count() == 1


def test_an_earlier_protection_of_the_same_user_stays_expired() -> None:
    lead = lead_in_base()
    _expire(lead, 600)
    earlier = LeadExpiry.objects.get()
    again = reassign_lead(lead_id=lead.pk, actor=None, user_id=lead.user_id, effective_at=ago(1))
    _start(again, ago(290))
    assert LeadExpiry.objects.exclude(pk=earlier.pk).get().revived_at is None

    _start(again, ago(1))

    assert _revivals(lead) == 1
    assert LeadExpiry.objects.get(revived_at=None) == earlier


def _start(ownership: LeadOwnership, at: datetime) -> None:
    LeadOwnership.objects.filter(pk=ownership.pk).update(protection_started_at=at)


def _states(lead: Lead) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT old_state, new_state FROM lead_protection_changes WHERE lead_id = %s ORDER BY id", [lead.pk]
        )
        return [(old, new) for old, new in cursor.fetchall()]
