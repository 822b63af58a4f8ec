"""A preview is confirmed as it was shown, or looked at again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.walltime import berlin_wall
from leads.clock import ActivityFact, HoldFact, Lengths, clock_at
from leads.models import LeadActivity, LeadHold
from leads.protection import Protection, State
from leads.services.activities import record_activity
from leads.services.guard import Preview
from leads.services.holds import place_hold
from tests.leads.admin.desk import Desk, change_of
from tests.leads.moments import ago, lead_in_base, lead_in_grace

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
STARTED = datetime(2026, 3, 20, 8, 0, tzinfo=UTC)  # base until 20 September, grace from 19 November
PLANNED = NOW + timedelta(days=12, hours=5)

Facts = tuple[list[HoldFact], list[ActivityFact]]


def reading(at: datetime, facts: Facts) -> Protection:
    """The clock of one lead at `at` with these holds and activities."""
    clock = clock_at(at, started_at=STARTED, lengths=Lengths(), holds=facts[0], activities=facts[1])
    return Protection(
        lead_id=1,
        user_id=2,
        policy_id=1,
        status="OPEN",
        anchor_activity_id=None,
        **{name: getattr(clock, name) for name in Protection.__slots__ if hasattr(clock, name)},
    )


RUNNING: Facts = ([], [])
STANDING: Facts = ([HoldFact(NOW - timedelta(days=3))], [])
ENDING: Facts = ([HoldFact(NOW - timedelta(days=3), NOW + timedelta(minutes=10))], [])
CALL_YESTERDAY = ActivityFact(NOW - timedelta(days=1))

# What stands before, and what an entry made at an instant leaves.
ENTRIES: dict[str, tuple[Facts, Callable[[datetime], Facts]]] = {
    "a call now": (RUNNING, lambda now: ([], [ActivityFact(now)])),
    "a call now, while a planned end passes": (ENDING, lambda now: (ENDING[0], [ActivityFact(now)])),
    "a call yesterday": (RUNNING, lambda _: ([], [CALL_YESTERDAY])),
    "a call yesterday, on a standing clock": (STANDING, lambda _: (STANDING[0], [CALL_YESTERDAY])),
    "stopped now": (RUNNING, lambda now: ([HoldFact(now)], [])),
    "stopped now until a planned end": (RUNNING, lambda now: ([HoldFact(now, PLANNED)], [])),
    "stopped since a date": (RUNNING, lambda _: ([HoldFact(NOW - timedelta(days=2))], [])),
    "stopped since a date until a planned end": (RUNNING, lambda _: ([HoldFact(NOW - timedelta(days=2), PLANNED)], [])),
    "restarted now": (STANDING, lambda now: ([HoldFact(NOW - timedelta(days=3), now)], [])),
    "restarted at a planned end": (STANDING, lambda _: ([HoldFact(NOW - timedelta(days=3), PLANNED)], [])),
    "a hold voided": (STANDING, lambda _: RUNNING),
}


def preview(entry: str, at: datetime) -> Preview:
    """What the entry would do at `at`."""
    before, after = ENTRIES[entry]
    return Preview(reading(at, before), reading(at, after(at)), needs_override=False)


def outcome(shown: Preview) -> tuple[State, State, date]:
    """What a reader decides about."""
    day = berlin_wall(shown.after.protection_expires_at).date()
    return shown.before.state, shown.after.state, day


@pytest.mark.parametrize("entry", ENTRIES)
@given(
    waited=st.timedeltas(timedelta(0), timedelta(days=15)),
    read=st.timedeltas(timedelta(0), timedelta(minutes=30)) | st.timedeltas(timedelta(0), timedelta(days=2)),
)
def test_a_preview_is_confirmed_however_long_it_is_read(entry: str, waited: timedelta, read: timedelta) -> None:
    """Unless protection has ended meanwhile, or would end on another day."""
    shown, confirmed = preview(entry, NOW + waited), preview(entry, NOW + waited + read)
    assert confirmed.is_confirmed_by(shown.confirmation) == (outcome(shown) == outcome(confirmed))


@pytest.mark.parametrize("entry", ENTRIES)
def test_some_minutes_of_reading_are_no_reason_to_look_again(entry: str) -> None:
    """Every entry, at the same time of day: what moves, moves within a day."""
    assert preview(entry, NOW + timedelta(minutes=20)).is_confirmed_by(preview(entry, NOW).confirmation)


@pytest.mark.parametrize(
    "changed",
    [
        {"protection_expires_at": reading(NOW, RUNNING).protection_expires_at + timedelta(seconds=1)},
        {"user_id": 3},
        {"status": "CONVERTED"},
        {"state": State.EXPIRED},
        {"policy_id": 2},
        {"started_at": STARTED + timedelta(seconds=1)},
        {"clock_stopped": True},
    ],
    ids=str,
)
def test_a_clock_that_has_changed_meanwhile_is_looked_at_again(changed: dict[str, Any]) -> None:
    shown = preview("a call now", NOW)
    assert not replace(shown, before=replace(shown.before, **changed)).is_confirmed_by(shown.confirmation)


def test_a_standing_clock_with_other_time_left_is_looked_at_again() -> None:
    shown = preview("restarted now", NOW)
    more = replace(shown.before, remaining=shown.before.remaining + timedelta(seconds=1))
    assert not replace(shown, before=more).is_confirmed_by(shown.confirmation)


@given(more=st.timedeltas(timedelta(days=1), timedelta(days=400)))
def test_another_outcome_is_looked_at_again(more: timedelta) -> None:
    shown = preview("a call now", NOW)
    other = replace(shown.after, protection_expires_at=shown.after.protection_expires_at + more)
    assert not replace(shown, after=other).is_confirmed_by(shown.confirmation)


@pytest.mark.parametrize("changed", [{"user_id": 3}, {"status": "CONVERTED"}, {"clock_stopped": True}], ids=str)
def test_an_outcome_of_another_kind_is_looked_at_again(changed: dict[str, Any]) -> None:
    shown = preview("a call now", NOW)
    assert not replace(shown, after=replace(shown.after, **changed)).is_confirmed_by(shown.confirmation)


@pytest.mark.parametrize("confirmation", ["", "x" * 32, "x" * 16])
def test_what_no_preview_gave_confirms_nothing(confirmation: str) -> None:
    assert not preview("a call now", NOW).is_confirmed_by(confirmation)


def test_the_page_asks_again_when_somebody_else_was_faster(clerk: Desk) -> None:
    lead = lead_in_grace()
    path = change_of(lead, "activity")
    shown = clerk.preview(path, {"kind": "QUALIFIED_CALL"})
    record_activity(lead_id=lead.pk, actor=None, kind="CUSTOMER_REACTION", occurred_at=ago(1))

    again = clerk.confirm(path, shown)

    assert again.status == 422
    assert again.errors == {"": ["The clock has changed since the preview. Look at it again and confirm."]}
    assert again.comparison["Protected until"][0] != shown.comparison["Protected until"][0]
    assert not LeadActivity.objects.filter(kind="QUALIFIED_CALL").exists()

    clerk.confirm(path, again)

    assert LeadActivity.objects.filter(kind="QUALIFIED_CALL").count() == 1


def test_the_page_asks_again_when_a_date_was_changed_below_the_preview(clerk: Desk) -> None:
    lead = lead_in_base()
    path = change_of(lead, "hold")
    dated = {"reason_code": "PRICE", "start_at_0": f"{ago(2):%Y-%m-%d}", "start_at_1": "12:00"}
    shown = clerk.preview(path, dated)

    again = clerk.confirm(path, shown, start_at_0=f"{ago(20):%Y-%m-%d}")

    assert again.status == 422
    assert not LeadHold.objects.exists()


def test_a_reason_may_still_be_mended_below_the_preview(clerk: Desk) -> None:
    lead = lead_in_base()
    shown = clerk.preview(change_of(lead, "hold"), {"reason_code": "PRICE", "reason": "Spagrel"})
    clerk.confirm(change_of(lead, "hold"), shown, reason="Spargel")
    assert LeadHold.objects.get().reason == "Spargel"


def test_a_hold_that_ended_meanwhile_stays_as_it_ended(clerk: Desk) -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3)).hold
    path = change_of(lead, "release", hold.pk)
    shown = clerk.preview(path, {})
    end = ago(2)
    LeadHold.objects.filter(pk=hold.pk).update(end_at=end)

    assert clerk.confirm(path, shown).status == 422

    hold.refresh_from_db()
    assert hold.end_at == end
