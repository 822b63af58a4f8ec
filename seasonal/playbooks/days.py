"""Working days, and when a milestone is due."""

from datetime import date, timedelta
from functools import cache

import holidays
from django.conf import settings

from seasonal.models import CountedFrom

_DAY = timedelta(days=1)
_SATURDAY = 5


@cache
def _public_holidays(state: str) -> holidays.HolidayBase:
    """Those of a German federal state; the library adds years as they are asked for."""
    return holidays.country_holidays("DE", subdiv=state)


def is_working_day(day: date, state: str | None = None) -> bool:
    """Whether people work on a day: no weekend, and no public holiday of `state` (default: OPERATIONS_STATE)."""
    return day.weekday() < _SATURDAY and day not in _public_holidays(state or settings.OPERATIONS_STATE)


def working_day(day: date, state: str | None = None) -> date:
    """That day, or the last working day before it."""
    while not is_working_day(day, state):
        day -= _DAY
    return day


def due_day(first: date, last: date, counted_from: str, offset: int, state: str | None = None) -> date:
    """When a milestone of a season from `first` to `last` is due: so many days from one of them, moved to the working
    day before. What comes after the last day is not moved back into the season: then the next working day counts."""
    day = (last if counted_from == CountedFrom.END else first) + offset * _DAY
    moved = working_day(day, state)
    if counted_from == CountedFrom.END and offset > 0 and moved <= last:
        while not is_working_day(day, state):
            day += _DAY
        return day
    return moved
