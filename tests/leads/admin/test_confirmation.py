"""A preview is confirmed as it was shown, or looked at again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leads.models import LeadActivity, LeadHold
from leads.protection import Phase, Protection, State
from leads.services.activities import record_activity
from leads.services.guard import Preview
from leads.services.holds import place_hold
from tests.leads.admin.desk import Desk, change_of
from tests.leads.moments import ago, lead_in_base, lead_in_grace

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
RUNNING = Protection(
    lead_id=1,
    user_id=2,
    started_at=NOW - timedelta(days=250),
    base_ends_at=NOW - timedelta(days=66),
    grace_starts_at=NOW - timedelta(days=6),
    protection_expires_at=NOW + timedelta(days=4),
    state=State.PROTECTED,
    phase=Phase.GRACE,
    clock_stopped=False,
    stopped_since=None,
    stopped_until=None,
    remaining=timedelta(days=4),
    reminder_due_at=NOW - timedelta(days=6),
    policy_id=1,
    status="OPEN",
    anchor_activity_id=None,
)
# How long a reader takes.
LATER = st.timedeltas(timedelta(0), timedelta(days=3))
DAYS = st.integers(1, 300).map(lambda days: timedelta(days=days))


def later(reading: Protection, passed: timedelta) -> Protection:
    """The same clock when so much time has passed: running, less is left; standing, its end moves on."""
    if reading.clock_stopped and reading.stopped_until is None:
        return replace(reading, protection_expires_at=reading.protection_expires_at + passed)
    return replace(reading, remaining=reading.remaining - passed)


def ends(reading: Protection, left: timedelta, at: datetime, **other: Any) -> Protection:
    """A clock that runs and has so much left at `at`."""
    return replace(reading, protection_expires_at=at + left, remaining=left, **other)


@given(passed=LATER, left=DAYS)
def test_an_entry_now_is_confirmed_whenever_its_reader_is_ready(passed: timedelta, left: timedelta) -> None:
    """A qualified call now leaves 70 days, whenever it is confirmed; the date moves on meanwhile."""
    before = ends(RUNNING, timedelta(days=5), NOW)
    shown = Preview(before, ends(RUNNING, left, NOW), needs_override=False)
    confirmed = Preview(later(before, passed), ends(RUNNING, left, NOW + passed), needs_override=False)
    assert confirmed.is_confirmed_by(shown.confirmation)


@given(passed=LATER, left=DAYS)
def test_a_dated_entry_is_confirmed_whenever_its_reader_is_ready(passed: timedelta, left: timedelta) -> None:
    before, after = ends(RUNNING, timedelta(days=5), NOW), ends(RUNNING, left + timedelta(days=4), NOW)
    shown = Preview(before, after, needs_override=False)
    assert Preview(later(before, passed), later(after, passed), needs_override=False).is_confirmed_by(
        shown.confirmation
    )


@given(passed=LATER, held=st.booleans())
def test_stopping_and_restarting_are_confirmed_whenever_their_reader_is_ready(passed: timedelta, held: bool) -> None:
    runs = RUNNING
    stands = replace(RUNNING, clock_stopped=True, stopped_since=NOW - timedelta(hours=1))
    before, after = (stands, runs) if held else (runs, stands)
    shown = Preview(before, after, needs_override=False)
    # Restarted later, a clock has as much left; stopped now, it would end where it ended before.
    then = replace(after, protection_expires_at=after.protection_expires_at + passed) if held else after
    assert Preview(later(before, passed), then, needs_override=False).is_confirmed_by(shown.confirmation)


@pytest.mark.parametrize(
    "changed",
    [
        {"protection_expires_at": RUNNING.protection_expires_at + timedelta(minutes=2)},
        {"user_id": 3},
        {"status": "CONVERTED"},
        {"state": State.EXPIRED},
        {"clock_stopped": True},
        {"stopped_until": NOW + timedelta(days=1), "clock_stopped": True},
    ],
    ids=str,
)
def test_a_clock_that_has_changed_meanwhile_is_looked_at_again(changed: dict[str, Any]) -> None:
    after = ends(RUNNING, timedelta(days=70), NOW)
    shown = Preview(RUNNING, after, needs_override=False)
    assert not Preview(replace(RUNNING, **changed), after, needs_override=False).is_confirmed_by(shown.confirmation)


@given(more=st.timedeltas(timedelta(minutes=1), timedelta(days=400)))
def test_another_outcome_is_looked_at_again(more: timedelta) -> None:
    after = ends(RUNNING, timedelta(days=70), NOW)
    shown = Preview(RUNNING, after, needs_override=False)
    other = ends(after, after.remaining + more, NOW)
    assert not Preview(RUNNING, other, needs_override=False).is_confirmed_by(shown.confirmation)


@pytest.mark.parametrize("confirmation", ["", "x" * 32, "x" * 16])
def test_what_no_preview_gave_confirms_nothing(confirmation: str) -> None:
    assert not Preview(RUNNING, RUNNING, needs_override=False).is_confirmed_by(confirmation)


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
