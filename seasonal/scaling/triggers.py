"""KEDA cron triggers for windows.

A trigger is active when its next end comes before its next start, so one can span weeks: each has its start and end on
the same day, and its days in whole months or in one part of a month. Day of month and day of week together would mean
"or"; the latter is never used. Cron knows no year: triggers are made for one, and made anew for the next.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from seasonal.scaling.windows import Window


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


def triggers_for(windows: Iterable[Window], *, year: int, timezone: str) -> list[CronTrigger]:
    """The triggers of a year, those of each window in the order of its days."""
    return [trigger for window in windows for trigger in _of_window(window, year, timezone)]


def _of_window(window: Window, year: int, timezone: str) -> Iterator[CronTrigger]:
    first, last = max(window.first, date(year, 1, 1)), min(window.last, date(year, 12, 31))
    for months, days in _spans(first, last):
        yield CronTrigger(
            name=f"{window.name}-{year}-{months.replace('-', 'to')}",
            timezone=timezone,
            start=f"0 {window.from_hour} {days} {months} *",
            end=f"0 {window.to_hour} {days} {months} *",
            replicas=window.replicas,
        )


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
