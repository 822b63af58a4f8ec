"""Restarting a clock, correcting and voiding holds."""

import pytest

from leads.errors import HoldRefused, LeadNotFound
from leads.models import HoldReason
from leads.querysets.protection import protection_of
from leads.services.holds import correct_hold, place_hold, release_hold, void_hold
from tests.factories import UserFactory
from tests.leads.moments import ago, ahead, lead_in_base

pytestmark = pytest.mark.django_db


def test_a_released_clock_runs_and_keeps_what_was_left() -> None:
    lead, clerk = lead_in_base(), UserFactory.create()
    hold = place_hold(lead_id=lead.pk, actor=clerk, reason_code=HoldReason.PRICE, start_at=ago(10)).hold
    standing = protection_of(lead.pk)

    released = release_hold(hold_id=hold.pk, actor=clerk)

    running = protection_of(lead.pk)
    assert standing is not None
    assert running is not None
    assert (running.clock_stopped, released.released_by) == (False, clerk)
    assert abs((running.remaining - standing.remaining).total_seconds()) < 60


def test_releasing_twice_keeps_the_first_release() -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(10)).hold
    first = release_hold(hold_id=hold.pk, actor=None)

    second = release_hold(hold_id=hold.pk, actor=UserFactory.create())

    assert (second.end_at, second.released_by) == (first.end_at, None)


def test_a_release_may_be_planned() -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(10)).hold

    release_hold(hold_id=hold.pk, actor=None, end_at=ahead(3))

    reading = protection_of(lead.pk)
    assert reading is not None
    assert reading.clock_stopped
    assert reading.stopped_until is not None


def test_a_release_before_the_hold_began_is_refused() -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE, start_at=ago(10)).hold

    with pytest.raises(HoldRefused) as refused:
        release_hold(hold_id=hold.pk, actor=None, end_at=ago(11))

    assert refused.value.code == "hold_ends_before_start"


def test_no_hold_to_release_is_said() -> None:
    with pytest.raises(LeadNotFound):
        release_hold(hold_id=987654321, actor=None)


def test_a_corrected_hold_moves_the_deadline() -> None:
    lead, clerk = lead_in_base(), UserFactory.create()
    hold = place_hold(lead_id=lead.pk, actor=clerk, reason_code=HoldReason.PRICE, start_at=ago(10), end_at=ago(5)).hold
    before = protection_of(lead.pk)

    correct_hold(
        hold_id=hold.pk, actor=clerk, start_at=ago(12), end_at=ago(5), reason_code=HoldReason.SAMPLE, reason="Muster"
    )

    after = protection_of(lead.pk)
    assert before is not None
    assert after is not None
    assert (after.protection_expires_at - before.protection_expires_at).days in {1, 2}


def test_a_voided_hold_gives_its_time_back_and_keeps_the_reason() -> None:
    lead, clerk = lead_in_base(), UserFactory.create()
    before = protection_of(lead.pk)
    hold = place_hold(lead_id=lead.pk, actor=clerk, reason_code=HoldReason.PRICE, start_at=ago(10), end_at=ago(5)).hold

    voided = void_hold(hold_id=hold.pk, actor=clerk, why="doppelt erfasst")

    after = protection_of(lead.pk)
    assert before is not None
    assert after is not None
    assert after.protection_expires_at == before.protection_expires_at
    assert (voided.void_reason, voided.voided_by) == ("doppelt erfasst", clerk)


def test_a_hold_is_not_voided_without_a_reason() -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE).hold

    with pytest.raises(HoldRefused) as refused:
        void_hold(hold_id=hold.pk, actor=None, why="  ")

    assert (refused.value.code, refused.value.status) == ("reason_missing", 422)
