"""The hours in which a season is pre-scaled: the same hours of each of its days, by the clock on the wall there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from core.territory import Territory

ZONES = {
    Territory.DE: ZoneInfo("Europe/Berlin"),
    Territory.CH: ZoneInfo("Europe/Zurich"),
    Territory.AT: ZoneInfo("Europe/Vienna"),
}


class WindowError(ValueError):
    """Days or hours that are no window; the message says why."""


@dataclass(frozen=True, slots=True)
class Window:
    """From `from_hour` up to `to_hour` on each day from `first` to `last`, local time: so many replicas at least.

    `from_hour` < `to_hour` <= 23: one across midnight could not be said by cron triggers, which would keep it open from
    one season to the next. Neither is 2: a night in spring has no such hour, the trigger would not fire, and the
    window would stay open until the next day.
    """

    name: str
    first: date
    last: date
    from_hour: int
    to_hour: int
    replicas: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise WindowError(f"{self.name}: the last day comes before the first.")
        if not 0 <= self.from_hour < self.to_hour <= 23:
            raise WindowError(f"{self.name}: hours from 0 to 23, the end after the start, none across midnight.")
        if 2 in (self.from_hour, self.to_hour):
            raise WindowError(f"{self.name}: begin or end at 1 or 3; a night in spring has no 02:00.")
        if self.replicas < 1:
            raise WindowError(f"{self.name}: at least one replica.")

    def covers(self, local: datetime) -> bool:
        """Whether a time on the wall lies in it; its end does not."""
        return self.first <= local.date() <= self.last and time(self.from_hour) <= local.time() < time(self.to_hour)


def replicas_wanted(windows: Iterable[Window], *, at: datetime, zone: ZoneInfo, floor: int, cap: int) -> int:
    """How many replicas there are to be at an instant (aware): the most that a window wants, from `floor` to `cap`."""
    local = at.astimezone(zone)
    wanted = max((window.replicas for window in windows if window.covers(local)), default=floor)
    return min(max(wanted, floor), cap)
