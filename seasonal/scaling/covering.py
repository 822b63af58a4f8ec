"""What is planned but makes no difference, because something else wants as much in all of its hours."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from seasonal.scaling.windows import Planned, Span

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def effective(planned: Sequence[Planned], *, year: int, floor: int, cap: int) -> list[Planned]:
    """What gives more replicas than all else in an hour of a year, in its order: every trigger then matters."""
    ranked = sorted(planned, key=lambda each: -each.within(cap))
    kept, covered = [], set[datetime]()
    for each in ranked:
        hours = set(_hours(each, year))
        if each.within(cap) > floor and hours - covered:
            kept.append(each)
            covered |= hours
    return [each for each in planned if any(each is one for one in kept)]


def _hours(planned: Planned, year: int) -> Iterator[datetime]:
    """Its hours on the wall in a year."""
    midnight = datetime.min.time()
    if isinstance(planned, Span):
        at = max(planned.begin, datetime.combine(date(year, 1, 1), midnight))
        end = min(planned.end, datetime.combine(date(year + 1, 1, 1), midnight))
        while at < end:
            yield at
            at += _HOUR
        return
    day, last = max(planned.first, date(year, 1, 1)), min(planned.last, date(year, 12, 31))
    while day <= last:
        begin = datetime.combine(day, midnight)
        yield from (begin + _HOUR * hour for hour in range(planned.from_hour, planned.to_hour))
        day += _DAY
