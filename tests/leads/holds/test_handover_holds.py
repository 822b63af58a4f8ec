"""A hold that a handover closes: told when it closes, and open again when the handover never was."""

from datetime import datetime

import pytest
from django.db import connection

from core.models import User
from leads.models import Lead, LeadExpiry, LeadHold, LeadOwnership
from leads.querysets.protection import protection_of
from leads.services.holds import correct_hold, place_hold, release_hold, void_hold
from leads.services.ownership import reassign_lead, void_ownership
from tests.factories import UserFactory
from tests.leads.admin.desk import Desk, change_of
from tests.leads.clock.facts import drift_of
from tests.leads.moments import ago, ahead, expired_lead, lead_in_base

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss() -> User:
    return UserFactory.create(role="lead", language="en")


def _held(lead: Lead, end: datetime | None = None) -> LeadHold:
    return place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(20), end_at=end).hold


def _hand_over(lead: Lead, days: float, *, mode: str = "RESTART", close: bool = True) -> LeadOwnership:
    return reassign_lead(
        lead_id=lead.pk,
        actor=None,
        user_id=UserFactory.create().pk,
        effective_at=ago(days),
        mode=mode,
        close_holds=close,
    )


def _void(handover: LeadOwnership, boss: User) -> None:
    void_ownership(ownership_id=handover.pk, actor=boss, why="falscher Lead")


def _end(hold: LeadHold) -> datetime | None:
    return LeadHold.objects.get(pk=hold.pk).end_at


def _told(lead: Lead) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_type FROM integration.event_journal"
            " WHERE (payload->>'lead_id')::bigint = %s AND event_type LIKE 'lead.h%%' ORDER BY id",
            [lead.pk],
        )
        return [row[0] for row in cursor.fetchall()]


def test_the_close_is_told() -> None:
    lead = lead_in_base()
    hold = _held(lead)
    handover = _hand_over(lead, 10)
    assert _end(hold) == handover.valid_from
    assert _told(lead) == ["lead.hold.created", "lead.hold.released"]


@pytest.mark.parametrize("mode", ["RESTART", "INHERIT"])
def test_voiding_the_handover_opens_the_hold_again(boss: User, mode: str) -> None:
    lead = lead_in_base()
    hold = _held(lead)
    before = protection_of(lead.pk)
    handover = _hand_over(lead, 10, mode=mode)

    _void(handover, boss)

    after = protection_of(lead.pk)
    assert before is not None
    assert after is not None
    assert (after.user_id, after.clock_stopped, after.stopped_since) == (lead.user_id, True, hold.start_at)
    assert after.remaining == before.remaining
    assert LeadHold.objects.get(pk=hold.pk).released_by is None
    assert _told(lead)[2:] == ["lead.hold.reopened", "lead.handover.voided"]
    assert drift_of(lead.pk) == []


def test_a_planned_end_comes_back(boss: User) -> None:
    lead, end = lead_in_base(), ahead(5)
    hold = _held(lead, end)
    _void(_hand_over(lead, 10), boss)
    assert _end(hold) == end


def test_a_handover_by_plain_sql_is_undone_alike(boss: User) -> None:
    lead, other = lead_in_base(), UserFactory.create()
    hold = _held(lead)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE leads SET user_id = %s WHERE id = %s", [other.pk, lead.pk])
    assert _end(hold) is not None
    _void(LeadOwnership.objects.get(lead=lead, user=other), boss)
    assert _end(hold) is None


def test_a_hold_that_was_corrected_since_stays_as_it_is(boss: User) -> None:
    lead = lead_in_base()
    hold, handover = _held(lead), _hand_over(lead, 10)
    correct_hold(hold_id=hold.pk, actor=boss, start_at=ago(20), end_at=ago(12), reason_code="PRICE", reason="")
    corrected = _end(hold)
    _void(handover, boss)
    assert _end(hold) == corrected


def test_a_hold_that_was_voided_since_stays_void(boss: User) -> None:
    lead = lead_in_base()
    hold, handover = _held(lead), _hand_over(lead, 10)
    void_hold(hold_id=hold.pk, actor=boss, why="nie geschuldet")
    _void(handover, boss)
    assert _end(hold) == handover.valid_from


def test_a_hold_of_the_next_owner_is_not_overrun(boss: User) -> None:
    lead = lead_in_base()
    hold, handover = _held(lead), _hand_over(lead, 10)
    place_hold(lead_id=lead.pk, actor=None, reason_code="SAMPLE", start_at=ago(5), end_at=ago(3))
    _void(handover, boss)
    assert _end(hold) == handover.valid_from


def test_a_hold_that_was_carried_over_runs_on(boss: User) -> None:
    lead = lead_in_base()
    hold = _held(lead)
    _void(_hand_over(lead, 10, close=False), boss)
    assert _end(hold) is None
    assert "lead.hold.reopened" not in _told(lead)


def test_a_later_handover_closes_it_instead(boss: User) -> None:
    lead = lead_in_base()
    hold, first, second = _held(lead), _hand_over(lead, 10), _hand_over(lead, 5)

    _void(first, boss)
    assert _end(hold) == second.valid_from

    _void(second, boss)
    assert _end(hold) is None


@pytest.mark.parametrize("later_first", [True, False])
def test_handovers_in_any_order_are_undone_in_any_order(boss: User, later_first: bool) -> None:
    lead = lead_in_base()
    hold, later, earlier = _held(lead), _hand_over(lead, 5), _hand_over(lead, 10)
    assert _end(hold) == earlier.valid_from

    for handover in (later, earlier) if later_first else (earlier, later):
        _void(handover, boss)

    assert _end(hold) is None
    assert drift_of(lead.pk) == []


def test_voiding_again_does_nothing_again(boss: User) -> None:
    lead = lead_in_base()
    hold, handover = _held(lead), _hand_over(lead, 10)
    _void(handover, boss)
    release_hold(hold_id=hold.pk, actor=None)
    released, told = _end(hold), _told(lead)

    _void(handover, boss)

    assert (_end(hold), _told(lead)) == (released, told)


def test_a_handover_entered_late_tells_no_expiry_of_the_owner_before() -> None:
    """Without its hold, the first owner's clock would have run out after the handover: it was not theirs any more."""
    lead = expired_lead()
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(100), end_at=None)
    _hand_over(lead, 90)
    assert not LeadExpiry.objects.filter(lead=lead).exists()


def test_the_preview_shows_it(boss: User) -> None:
    lead, desk = lead_in_base(), Desk(boss)
    hold, handover = _held(lead), _hand_over(lead, 10)
    path = change_of(lead, "void-handover", handover.pk)

    shown = desk.preview(path, {"why": "falscher Lead"})
    desk.confirm(path, shown)

    before, after = shown.comparison["Clock"]
    assert (before, after.startswith("stands since")) == ("runs", True)
    assert "no reminder is sent" in shown.text
    assert _end(hold) is None
