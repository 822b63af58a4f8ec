"""Feasts that move, and the days that move with them."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

import holidays

_EASTER_MONDAY = "Ostermontag"


@cache
def easter(year: int) -> date:
    """Easter Sunday."""
    monday = min(day for day, name in holidays.country_holidays("DE", years=year, language="de").items()
                 if name == _EASTER_MONDAY)  # fmt: skip
    return monday - timedelta(days=1)


def same_date(day: date, year: int) -> date:
    """The same date of another year; 29 February becomes the 28th where there is none."""
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def same_distance_from_easter(day: date, year: int) -> date:
    """As many days after (or before) that year's Easter as `day` is after the one of its own."""
    return easter(year) + (day - easter(day.year))
