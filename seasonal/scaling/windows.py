"""The times at which a fleet is scaled beforehand, by the clock on the wall: hours of each day, or one stretch."""

from abc import ABC, abstractmethod
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
# A night in spring has no such hour: a trigger would not fire, and what it ends would stay until the next day. A night
# in autumn has it twice: the trigger would fire twice.
NO_HOUR = 2


class WindowError(ValueError):
    """Days or hours that are no window; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned(ABC):
    """So many replicas at least. `cap`: how many were approved for this; None: as many as for the deployment.

    `season`: the id of the season that wants them; None: a campaign by itself.
    """

    name: str
    first: date
    last: date
    from_hour: int
    to_hour: int
    replicas: int
    cap: int | None = None
    season: int | None = None

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise WindowError(f"{self.name}: the last day comes before the first.")
        if NO_HOUR in (self.from_hour, self.to_hour):
            raise WindowError(f"{self.name}: begin or end at 1 or 3; a night in spring has no 02:00.")
        if self.replicas < 1:
            raise WindowError(f"{self.name}: at least one replica.")

    @abstractmethod
    def covers(self, local: datetime) -> bool:
        """Whether a time on the wall lies in it; its end does not."""

    def within(self, cap: int) -> int:
        """The replicas that it gets, in a deployment of at most `cap`."""
        return min(self.replicas, cap if self.cap is None else min(self.cap, cap))


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Planned):
    """From `from_hour` up to `to_hour` on each day from `first` to `last`.

    `from_hour` < `to_hour` <= 23: one across midnight could not be said by cron triggers, which would keep it open from
    one season to the next.
    """

    def __post_init__(self) -> None:
        Planned.__post_init__(self)
        if not 0 <= self.from_hour < self.to_hour <= 23:
            raise WindowError(f"{self.name}: hours from 0 to 23, the end after the start, none across midnight.")

    def covers(self, local: datetime) -> bool:
        """Whether a time on the wall lies in it; its end does not."""
        return self.first <= local.date() <= self.last and time(self.from_hour) <= local.time() < time(self.to_hour)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span(Planned):
    """One stretch of time, from `from_hour` of the `first` day up to `to_hour` of the `last`, nights included."""

    def __post_init__(self) -> None:
        Planned.__post_init__(self)
        if not (0 <= self.from_hour <= 23 and 0 <= self.to_hour <= 23 and self.begin < self.end):
            raise WindowError(f"{self.name}: hours from 0 to 23, the end after the start.")

    @property
    def begin(self) -> datetime:
        """Its first instant on the wall."""
        return datetime.combine(self.first, time(self.from_hour))

    @property
    def end(self) -> datetime:
        """The first instant on the wall after it."""
        return datetime.combine(self.last, time(self.to_hour))

    def covers(self, local: datetime) -> bool:
        """Whether a time on the wall lies in it; its end does not."""
        return self.begin <= local.replace(tzinfo=None) < self.end


def replicas_wanted(planned: Iterable[Planned], *, at: datetime, zone: ZoneInfo, floor: int, cap: int) -> int:
    """How many replicas there are to be at an instant (aware): the most that is planned, from `floor` to `cap`."""
    local = at.astimezone(zone)
    wanted = max((each.within(cap) for each in planned if each.covers(local)), default=floor)
    return min(max(wanted, floor), cap)
