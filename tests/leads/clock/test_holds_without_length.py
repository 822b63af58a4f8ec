"""A hold that ends when it starts covers no time: it changes no date, wherever it lies."""

import pytest
from django.db import transaction

from core.models import User
from leads.clock import HoldFact, Lengths, Verdict, clock_at
from leads.models import HoldReason, Lead
from leads.protection import Protection
from leads.querysets.protection import protection_of
from leads.services.holds import correct_hold, place_hold, release_hold
from tests.factories import UserFactory
from tests.leads.clock import facts
from tests.leads.clock.histories import instant
from tests.leads.moments import lead_in_base, lead_in_grace

AT = instant(3000)


@pytest.fixture
def boss(db: None) -> User:
    return UserFactory.create(role="lead")


def _reading(lead: Lead) -> Protection:
    reading = protection_of(lead.pk, AT)
    assert reading is not None
    return reading


def _lead() -> Lead:
    return lead_in_base(protection_started_at=instant(2800))


def _place(lead: Lead, start: int, end: int | None = None) -> int:
    return place_hold(
        lead_id=lead.pk,
        actor=None,
        reason_code=HoldReason.PRICE,
        start_at=instant(start),
        end_at=None if end is None else instant(end),
    ).hold.pk


@pytest.mark.django_db
@pytest.mark.parametrize("tick", [2850, 2900, 2950], ids=["before it", "at its start", "inside it"])
def test_beside_an_open_hold_it_changes_nothing(tick: int) -> None:
    lead = _lead()
    _place(lead, 2900)
    before = _reading(lead)

    _place(lead, tick, tick)

    assert _reading(lead) == before
    assert facts.drift_of(lead.pk) == []


def test_a_mistaken_hold_corrected_to_nothing_lets_an_open_one_begin_before_it(boss: User) -> None:
    lead, alike = _lead(), _lead()
    mistaken = _place(lead, 2950, 2960)
    at = instant(2950)
    correct_hold(hold_id=mistaken, actor=boss, start_at=at, end_at=at, reason_code="PRICE", reason="never was")

    _place(lead, 2900)
    _place(alike, 2900)

    assert facts.as_reading(_reading(lead)) == facts.as_reading(_reading(alike))
    assert _reading(lead).stopped_since == instant(2900)


@pytest.mark.django_db
def test_placed_and_released_in_one_transaction_it_moves_no_reminder() -> None:
    lead = lead_in_grace()
    before = protection_of(lead.pk)

    with transaction.atomic():
        hold = place_hold(lead_id=lead.pk, actor=None, reason_code=HoldReason.PRICE).hold
        released = release_hold(hold_id=hold.pk, actor=None)

    after = protection_of(lead.pk)
    assert released.start_at == released.end_at
    assert before is not None
    assert after is not None
    assert (after.protection_expires_at, after.reminder_due_at) == (
        before.protection_expires_at,
        before.reminder_due_at,
    )


def test_the_working_says_that_it_has_no_length() -> None:
    open_hold, empty = HoldFact(instant(2900), id=1), HoldFact(instant(2950), instant(2950), id=2)

    clock = clock_at(AT, started_at=instant(2800), lengths=Lengths(), holds=[open_hold, empty])

    assert clock.holds == {open_hold: Verdict.COUNTS, empty: Verdict.NO_LENGTH}
    assert (clock.clock_stopped, clock.stopped_since) == (True, instant(2900))
