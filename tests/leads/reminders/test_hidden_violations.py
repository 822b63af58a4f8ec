"""An expiry of which nobody was reminded stays in sight, whatever is recorded about the lead afterwards."""

import pytest

from leads.models import LeadExpiry, LeadOwnership, OwnershipMode, ProtectionPolicy
from leads.services.expiries import record_expiries
from leads.services.ownership import reassign_lead
from tests.factories import LeadFactory, UserFactory
from tests.leads.moments import ago
from tests.leads.reminders.due import instant
from tests.leads.reminders.expiring import about_to_expire, let_it_expire

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("mode", [OwnershipMode.RESTART, OwnershipMode.INHERIT])
def test_a_handover_after_expiry_does_not_hide_it(mode: OwnershipMode) -> None:
    lead = about_to_expire()
    let_it_expire(lead)
    reassign_lead(lead_id=lead.pk, actor=None, user_id=UserFactory.create().pk, mode=mode)
    record_expiries()
    assert LeadExpiry.objects.violations().get().user == lead.user


def test_nor_does_one_that_is_dated_back_before_it() -> None:
    lead = about_to_expire()
    let_it_expire(lead)
    reassign_lead(lead_id=lead.pk, actor=None, user_id=UserFactory.create().pk, effective_at=ago(30))
    assert LeadExpiry.objects.violations().get().user == lead.user


@pytest.mark.parametrize(("months", "revived"), [(0, False), (12, True)])
def test_nor_does_another_policy(*, months: int, revived: bool) -> None:
    lead = about_to_expire()
    let_it_expire(lead)
    policy = _policy("Another", months=months)
    LeadOwnership.objects.create(
        lead=lead, user=lead.user, mode=OwnershipMode.POLICY, policy=policy, valid_from=instant("now()")
    )
    record_expiries()
    expiry = LeadExpiry.objects.get()
    assert (expiry.user, expiry.unreminded, expiry.revived_at is not None) == (lead.user, True, revived)


def test_nor_does_a_handover_below_a_policy_that_was_assigned_before() -> None:
    lead = about_to_expire()
    expires_at = lead.protection.expires_at
    LeadOwnership.objects.create(
        lead=lead,
        user=lead.user,
        mode=OwnershipMode.POLICY,
        policy=ProtectionPolicy.objects.get(name="70 days"),
        valid_from=ago(10),
    )
    let_it_expire(lead)
    reassign_lead(lead_id=lead.pk, actor=None, user_id=UserFactory.create().pk, effective_at=ago(20))
    expiry = LeadExpiry.objects.violations().get()
    assert (expiry.user, expiry.expired_at) == (lead.user, expires_at)


def test_an_ownership_deleted_after_expiry_leaves_the_expiry_on_record() -> None:
    lead = about_to_expire()
    let_it_expire(lead)
    LeadOwnership.objects.filter(lead=lead).delete()
    assert LeadExpiry.objects.violations().get().user == lead.user


def test_a_policy_under_which_protection_had_ended_already_is_none() -> None:
    """Nobody could have been reminded: that it had ended was not known before."""
    lead = LeadFactory.create(created_at=ago(100))
    LeadOwnership.objects.create(
        lead=lead, user=lead.user, mode=OwnershipMode.POLICY, policy=_policy("Short", months=0), valid_from=ago(90)
    )
    assert LeadExpiry.objects.get().unreminded is False


def test_a_handover_under_which_protection_had_ended_already_is_none() -> None:
    lead = LeadFactory.create(created_at=ago(400))
    LeadOwnership.objects.filter(lead=lead).update(protection_started_at=ago(30))
    other = UserFactory.create()
    reassign_lead(lead_id=lead.pk, actor=None, user_id=other.pk, effective_at=ago(380))
    assert LeadExpiry.objects.get(user=other).unreminded is False


def _policy(name: str, *, months: int) -> ProtectionPolicy:
    return ProtectionPolicy.objects.create(
        name=name, months=months, follow_up_days=60, grace_days=10, valid_from=instant("now() - interval '101 days'")
    )
