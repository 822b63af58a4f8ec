"""Feasts, days that move with them, and overlaps."""

from datetime import date

import pytest

from seasonal.planning.feasts import easter, same_date, same_distance_from_easter
from seasonal.planning.overlaps import overlaps
from tests.seasonal.planning.calendars import CHRISTMAS, OKTOBERFEST, SKI


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))],
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_a_date_stays_and_a_leap_day_becomes_the_last_of_february() -> None:
    assert same_date(date(2027, 9, 1), 2028) == date(2028, 9, 1)
    assert same_date(date(2028, 2, 29), 2029) == date(2029, 2, 28)


def test_easter_monday_stays_easter_monday() -> None:
    assert same_distance_from_easter(date(2027, 3, 29), 2028) == date(2028, 4, 17)


def test_overlapping_days_are_found() -> None:
    (found,) = overlaps([OKTOBERFEST, CHRISTMAS, SKI])
    assert (found.one, found.other, found.first, found.last) == (CHRISTMAS, SKI, date(2027, 12, 4), date(2027, 12, 31))
