"""Handovers A→B→A, restarted or inherited, in any order of entry: who held the lead when, and from which start."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import User
from leads.querysets.protection import protection_of
from leads.services.ownership import reassign_lead, void_ownership
from tests.effort import tries
from tests.factories import UserFactory
from tests.leads.clock import facts
from tests.leads.clock.histories import LAST_TICK, History, histories, instant
from tests.leads.clock.ticking_model import Hold, read


@dataclass(frozen=True)
class Handover:
    at: datetime
    to: int  # index of the user
    mode: str


@st.composite
def stories(draw: st.DrawFn) -> tuple[History, list[Handover], list[int]]:
    """A history without an open hold, handovers after its start, and the order in which they are entered."""
    history = draw(histories(max_holds=3))
    closed = tuple(hold for hold in history.holds if hold.end is not None)
    history = History(history.started_at, closed, history.activities, history.at)
    after = [
        tick
        for tick in draw(st.lists(st.integers(1, LAST_TICK), max_size=4, unique=True))
        if instant(tick) > history.started_at
    ]
    handovers = [
        Handover(instant(tick), draw(st.integers(0, 1)), draw(st.sampled_from(["RESTART", "INHERIT"])))
        for tick in sorted(after)
    ]
    return history, handovers, draw(st.permutations(range(len(handovers))))


@pytest.fixture
def pair(db: None) -> tuple[User, User]:
    return UserFactory.create(), UserFactory.create()


@settings(max_examples=tries(100))
@given(stories())
def test_owner_and_clock_at_any_instant_follow_the_handovers_in_any_order_of_entry(
    pair: tuple[User, User], story: tuple[History, list[Handover], list[int]]
) -> None:
    history, handovers, order = story
    lead_id = facts.insert_lead(pair[0].pk, history.started_at)
    facts.insert_holds(lead_id, history.holds)
    facts.insert_activities(lead_id, history.activities)
    for index in order:
        handover = handovers[index]
        reassign_lead(
            lead_id=lead_id,
            actor=None,
            user_id=pair[handover.to].pk,
            effective_at=handover.at,
            mode=handover.mode,
            close_holds=False,
        )

    owner, started_at = pair[0].pk, history.started_at
    for handover in handovers:
        if handover.at <= history.at:
            owner = pair[handover.to].pk
            started_at = handover.at if handover.mode == "RESTART" else started_at
    found = protection_of(lead_id, history.at)
    drift = facts.drift_of(lead_id)
    facts.delete_lead(lead_id)
    assert found is not None
    assert (found.user_id, found.started_at) == (owner, started_at)
    assert facts.as_reading(found) == read(
        history.at, started_at=started_at, holds=history.holds, activities=history.activities
    )
    assert drift == []


@pytest.mark.django_db
def test_a_voided_handover_gives_the_lead_back_with_its_old_start() -> None:
    first, second, boss = UserFactory.create(), UserFactory.create(), UserFactory.create(is_superuser=True)
    lead_id = facts.insert_lead(first.pk, instant(3000))
    handover = reassign_lead(lead_id=lead_id, actor=None, user_id=second.pk, effective_at=instant(3100))

    void_ownership(ownership_id=handover.pk, actor=boss, why="wrong lead")

    protection = protection_of(lead_id)
    assert protection is not None
    assert (protection.user_id, protection.started_at) == (first.pk, instant(3000))


@pytest.mark.django_db
def test_a_handover_closes_the_running_hold_unless_it_is_carried_over() -> None:
    first, second = UserFactory.create(), UserFactory.create()
    closed, carried = facts.insert_lead(first.pk, instant(3000)), facts.insert_lead(first.pk, instant(3000))
    for lead_id in (closed, carried):
        facts.insert_holds(lead_id, [Hold(instant(3050), None)])

    reassign_lead(lead_id=closed, actor=None, user_id=second.pk, effective_at=instant(3100))
    reassign_lead(lead_id=carried, actor=None, user_id=second.pk, effective_at=instant(3100), close_holds=False)

    readings = [protection_of(lead_id) for lead_id in (closed, carried)]
    assert [reading.clock_stopped for reading in readings if reading] == [False, True]
