"""Correcting a hold obeys the rule of placing one: it cannot begin after protection has ended."""

import pytest

from core.models import User
from leads.errors import HoldRefused
from leads.models import HoldReason, Lead, LeadHold
from leads.querysets.protection import protection_of
from leads.services.holds import correct_hold, place_hold
from tests.factories import UserFactory
from tests.leads.admin.desk import Desk, change_of
from tests.leads.moments import ago, ahead, expired_lead, lead_in_base

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    return UserFactory.create(role="lead")


def _held(lead: Lead, start: float, end: float | None) -> LeadHold:
    """A hold from so many days ago to so many days ago."""
    hold = LeadHold.objects.create(lead=lead, start_at=ago(start), end_at=None if end is None else ago(end))
    hold.refresh_from_db()
    return hold


def _correct(hold: LeadHold, actor: User, **corrected: object) -> LeadHold:
    recorded = {"start_at": hold.start_at, "end_at": hold.end_at, "reason_code": "PRICE", "reason": ""}
    return correct_hold(hold_id=hold.pk, actor=actor, **{**recorded, **corrected})  # type: ignore[arg-type]


def test_a_start_after_expiry_is_refused_at_its_field(boss: User) -> None:
    hold = _held(expired_lead(), 200, 195)

    with pytest.raises(HoldRefused) as refused:
        _correct(hold, boss, start_at=ago(20), end_at=ago(10))

    assert (refused.value.code, refused.value.field) == ("lead_expired", "start_at")
    unchanged = LeadHold.objects.get(pk=hold.pk)
    assert (unchanged.start_at, unchanged.end_at) == (hold.start_at, hold.end_at)


def test_what_a_hold_gave_does_not_carry_its_own_later_start(boss: User) -> None:
    """The lead is protected by this hold alone: begun after the expiry without it, it gives nothing."""
    lead = expired_lead()
    hold = _held(lead, 200, 100)
    reading = protection_of(lead.pk)
    assert reading is not None
    assert reading.is_protected

    with pytest.raises(HoldRefused) as refused:
        _correct(hold, boss, start_at=ago(20), end_at=ago(10))

    assert refused.value.code == "lead_expired"


def test_a_start_within_protection_is_corrected(boss: User) -> None:
    hold = _held(lead_in_base(), 10, None)
    corrected = _correct(hold, boss, start_at=ago(12), end_at=ahead(2), reason="Muster fehlt")
    assert corrected.start_at < hold.start_at
    assert (corrected.end_at is not None, corrected.reason) == (True, "Muster fehlt")


def test_an_open_hold_may_be_reopened(boss: User) -> None:
    hold = _held(lead_in_base(), 10, 5)
    assert _correct(hold, boss, end_at=None).end_at is None


def test_the_reason_of_a_hold_without_effect_can_still_be_mended(boss: User) -> None:
    """The table takes what plain SQL writes after expiry; nothing about the clock changes by its reason."""
    hold = _held(expired_lead(), 20, 10)
    assert _correct(hold, boss, reason_code=HoldReason.SAMPLE, reason="Käse").reason == "Käse"


def test_the_admin_tells_it_at_the_field() -> None:
    lead, boss = expired_lead(), Desk(UserFactory.create(role="lead", language="en"))
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(200), end_at=ago(195)).hold
    sent = {"reason_code": "PRICE", "start_at_0": f"{ago(20):%Y-%m-%d}", "start_at_1": "12:00"}

    shown = boss.preview(change_of(lead, "correct", hold.pk), sent)

    assert "A hold cannot bring it back" in shown.errors["start_at"][0]
