"""Milestones are due on working days; public holidays are those of a federal state."""

from datetime import date

import pytest

from seasonal.playbooks.days import due_day, is_working_day, working_day


@pytest.mark.parametrize(
    ("day", "state", "works"),
    [
        (date(2027, 9, 1), "BY", True),
        (date(2027, 9, 4), "BY", False),  # a Saturday
        (date(2027, 5, 17), "BY", False),  # Whit Monday
        (date(2027, 1, 6), "BY", False),  # Epiphany, in Bavaria
        (date(2027, 1, 6), "BE", True),  # and not in Berlin
        (date(2027, 3, 8), "BE", False),  # Women's Day, in Berlin
        (date(2027, 3, 8), "BY", True),
        (date(2026, 12, 25), "BY", False),
    ],
)
def test_working_days_are_those_of_the_state(day: date, state: str, works: bool) -> None:
    assert is_working_day(day, state) is works


def test_the_working_day_before() -> None:
    assert working_day(date(2027, 5, 17), "BY") == date(2027, 5, 14)  # over the weekend before Whit Monday
    assert working_day(date(2027, 1, 6), "BE") == date(2027, 1, 6)
    assert working_day(date(2027, 1, 6), "BY") == date(2027, 1, 5)


OKTOBERFEST = (date(2027, 9, 1), date(2027, 10, 15))


@pytest.mark.parametrize(
    ("counted_from", "offset", "due"),
    [
        ("START", -42, date(2027, 7, 21)),
        ("START", -30, date(2027, 8, 2)),
        ("START", -21, date(2027, 8, 11)),
        ("START", -14, date(2027, 8, 18)),
        ("START", 0, date(2027, 9, 1)),
        ("END", 3, date(2027, 10, 18)),
        ("END", 14, date(2027, 10, 29)),
    ],
)
def test_days_are_counted_from_the_first_or_the_last(counted_from: str, offset: int, due: date) -> None:
    assert due_day(*OKTOBERFEST, counted_from, offset, "BY") == due


def test_a_holiday_of_the_state_moves_a_milestone() -> None:
    christmas = (date(2027, 11, 1), date(2027, 12, 31))
    assert due_day(*christmas, "START", 0, "BY") == date(2027, 10, 29)  # All Saints is on a Monday
    assert due_day(*christmas, "START", 0, "BE") == date(2027, 11, 1)


def test_what_comes_after_the_season_is_not_moved_back_into_it() -> None:
    # Three days after Friday, 2027-12-31 is Monday; after Thursday, 2026-12-31 it is Sunday, and Friday is New Year.
    assert due_day(date(2026, 11, 1), date(2026, 12, 31), "END", 3, "BY") == date(2027, 1, 4)
