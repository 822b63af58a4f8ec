"""KEDA cron triggers for windows.

A trigger is active when its next end comes before its next start, so one can span weeks. A window's has its start and
end on the same day, and its days in whole months or in one part of a month; a span's names one day for each. Day of
month and day of week together would mean "or"; the latter is never used. Cron knows no year: triggers are made for one,
and made anew for the next.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from seasonal.scaling.windows import Planned, Span


@dataclass(frozen=True, slots=True)
class CronTrigger:
    """A trigger as KEDA takes it: `start` and `end` in five fields, in a time zone by name."""

    name: str
    timezone: str
    start: str
    end: str
    replicas: int

    def manifest(self) -> dict[str, object]:
        """The trigger's part of a ScaledObject; KEDA wants every value as text."""
        return {
            "type": "cron",
            "name": self.name,
            "metadata": {
                "timezone": self.timezone,
                "start": self.start,
                "end": self.end,
                "desiredReplicas": str(self.replicas),
            },
        }


def triggers_for(planned: Iterable[Planned], *, year: int, timezone: str, cap: int = 1000) -> list[CronTrigger]:
    """The triggers of a year, in the order of what is planned; none asks for more than was approved."""
    found, taken = [], Counter[str]()
    for each in planned:
        for name, start, end in _times(each, year):
            taken[name] += 1
            unique = name if taken[name] == 1 else f"{name}-no{taken[name]}"
            found.append(CronTrigger(unique, timezone, start, end, each.within(cap)))
    return found


def _times(planned: Planned, year: int) -> Iterator[tuple[str, str, str]]:
    """Name, start and end of what a window or a span needs in a year."""
    if isinstance(planned, Span):
        yield from _of_span(planned, year)
        return
    first, last = max(planned.first, date(year, 1, 1)), min(planned.last, date(year, 12, 31))
    for months, days in _spans(first, last):
        name = f"{planned.name}-{year}-{months.replace('-', 'to')}"
        yield name, f"0 {planned.from_hour} {days} {months} *", f"0 {planned.to_hour} {days} {months} *"


def _of_span(span: Span, year: int) -> Iterator[tuple[str, str, str]]:
    """Cut at New Year: each year's manifest has its part, and cron would repeat the other one a year later."""
    new_year, next_year = (datetime.combine(date(each, 1, 1), time()) for each in (year, year + 1))
    if span.end <= new_year or span.begin >= next_year:
        return
    begin, end = max(span.begin, new_year), min(span.end, next_year - timedelta(minutes=1))
    yield f"{span.name}-{year}-{begin.month}", _instant(begin), _instant(end)


def _instant(at: datetime) -> str:
    return f"{at.minute} {at.hour} {at.day} {at.month} *"


def _spans(first: date, last: date) -> Iterator[tuple[str, str]]:
    """Months and days of month in cron's words: a part of a month by itself, whole months in a row together."""
    if last < first:
        return
    whole: list[int] = []
    for month in range(first.month, last.month + 1):
        length = monthrange(first.year, month)[1]
        begin = first.day if month == first.month else 1
        end = last.day if month == last.month else length
        if (begin, end) == (1, length):
            whole.append(month)
            continue
        if whole:
            yield _range(whole[0], whole[-1]), "*"
            whole = []
        yield str(month), _range(begin, end)
    if whole:
        yield _range(whole[0], whole[-1]), "*"


def _range(begin: int, end: int) -> str:
    return str(begin) if begin == end else f"{begin}-{end}"
