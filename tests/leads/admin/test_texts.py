"""How the admin says dates and lengths, and how it understands them: on Berlin's wall clock."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.admin.instants import InstantField
from core.admin.texts import moment
from core.walltime import berlin_instant, berlin_wall
from leads.admin.texts import apart, calendar_days, relative, span

INSTANTS = st.datetimes(datetime(1990, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001  given a zone


@given(instant=INSTANTS, days=st.integers(-5000, 5000))
def test_how_far_away_a_day_is_counts_berlins_midnights(instant: datetime, days: int) -> None:
    """Not spans of 24 hours: a day with a change of clocks is one day too."""
    there = berlin_instant(berlin_wall(instant) + timedelta(days=days))
    assert abs(calendar_days(instant, there) - days) == 0
    with translation.override("en"):
        told = relative(there, instant)
    expected = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(
        days, f"in {days} days" if days > 0 else f"{-days} days ago"
    )
    assert told == expected


@pytest.mark.parametrize(
    ("earlier", "later", "told"),
    [
        ("2026-11-20T22:59:00Z", "2026-11-20T23:01:00Z", "tomorrow"),  # midnight in Berlin lies between
        ("2026-11-20T23:01:00Z", "2026-11-21T22:59:00Z", "today"),
        ("2026-03-28T23:30:00Z", "2026-03-29T21:30:00Z", "today"),  # the day has 23 hours
        ("2026-10-24T22:30:00Z", "2026-10-25T22:30:00Z", "today"),  # it has 25
        ("2026-10-24T22:30:00Z", "2026-10-25T23:30:00Z", "tomorrow"),
    ],
)
def test_around_midnight_and_the_change_of_clocks(earlier: str, later: str, told: str) -> None:
    with translation.override("en"):
        assert relative(datetime.fromisoformat(later), datetime.fromisoformat(earlier)) == told


@given(instant=INSTANTS, days=st.integers(-400, 400))
def test_how_far_a_date_moved(instant: datetime, days: int) -> None:
    there = berlin_instant(berlin_wall(instant) + timedelta(days=days))
    with translation.override("en"):
        told = apart(instant, there)
    words = f"{abs(days)} day{'s' if abs(days) != 1 else ''} {'later' if days > 0 else 'earlier'}"
    assert told == (words if days else "")


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (timedelta(0), "0 h 0 min"),
        (timedelta(minutes=59, seconds=59), "0 h 59 min"),
        (timedelta(hours=47, minutes=59), "47 h 59 min"),
        (timedelta(days=2), "2 days"),
        (timedelta(days=69, hours=23), "69 days"),
    ],
)
def test_lengths(length: timedelta, told: str) -> None:
    with translation.override("en"):
        assert span(length) == told


def test_a_moment_is_told_in_berlins_time() -> None:
    with translation.override("de"):
        assert moment(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "02.07.2026,\u00a000:30"
        assert moment(None) == "–"


@given(wall=st.datetimes(datetime(1990, 1, 1), datetime(2199, 12, 31, 23, 59)))  # noqa: DTZ001  a wall clock
def test_whatever_berlins_clocks_can_show_is_understood(wall: datetime) -> None:
    """To the minute, also in the hours that a change of clocks leaves out or repeats."""
    minute = wall.replace(second=0, microsecond=0)
    field = InstantField(label="x")
    assert field.clean([f"{minute:%Y-%m-%d}", f"{minute:%H:%M}"]) == berlin_instant(minute)


@pytest.mark.parametrize(
    "given_parts",
    [
        ["2026-01-01", ""],
        ["", "12:00"],
        ["0001-01-01", "00:00"],
        ["9999-12-31", "23:59"],
        ["x", "y"],
        ["1989-12-31", "12:00"],
    ],
)
def test_what_names_no_instant_is_refused(given_parts: list[str]) -> None:
    with pytest.raises(ValidationError):
        InstantField(label="x").clean(given_parts)


def test_nothing_given_is_no_instant() -> None:
    assert InstantField(label="x").clean(["", ""]) is None
    with pytest.raises(ValidationError):
        InstantField(label="x", required=True).clean(["", ""])
