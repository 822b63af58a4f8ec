"""What KEDA makes of cron triggers, read from the manifest itself: the proof that a fleet follows its model.

Written against KEDA's rule (a cron scaler is active when its next end comes before its next start) and not against the
code that makes the triggers, so that a mistake there, or an edit by hand, shows.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HOUR = timedelta(hours=1)
# To find the next start and the next end, whatever the season: cron repeats within a year, 29 February within eight.
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Difference:
    """An hour in which the triggers give another number than the model wants."""

    at: datetime
    given: int
    wanted: int


class TriggerError(ValueError):
    """A trigger that says nothing, or that this simulation does not understand; the message says which."""


class CronScaler:
    """One cron trigger, between two instants."""

    def __init__(self, trigger: Mapping[str, Any], begin: datetime, end: datetime) -> None:
        data = trigger["metadata"]
        self.replicas = int(data["desiredReplicas"])
        zone, name = ZoneInfo(data["timezone"]), trigger.get("name", "cron")
        self._starts = list(fire_times(data["start"], zone, begin, end + AHEAD, name))
        self._ends = list(fire_times(data["end"], zone, begin, end + AHEAD, name))

    def active(self, at: datetime) -> bool:
        """Whether the next end comes before the next start."""
        start, end = _next(self._starts, at), _next(self._ends, at)
        return end is not None and (start is None or end < start)


def check_trigger(trigger: Mapping[str, Any]) -> None:
    """Raise TriggerError for a cron trigger that cannot be simulated: its form, its time zone, its replicas."""
    data, name = trigger["metadata"], trigger.get("name", "cron")
    for field in ("start", "end"):
        _fields(data[field], name)
    try:
        ZoneInfo(data["timezone"])
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise TriggerError(f"{name}: there is no time zone {data['timezone']!r}.") from error
    if not data["desiredReplicas"].isdigit():
        raise TriggerError(f"{name}: {data['desiredReplicas']!r} is no number of replicas.")


def simulate(scaled_object: Mapping[str, Any], begin: datetime, end: datetime) -> Iterator[tuple[datetime, int]]:
    """For every hour from `begin` to `end` (aware): the replicas that the cron triggers of a ScaledObject give."""
    spec = scaled_object["spec"]
    scalers = [CronScaler(each, begin, end) for each in spec["triggers"] if each["type"] == "cron"]
    least, most = int(spec["minReplicaCount"]), int(spec["maxReplicaCount"])
    at = begin.astimezone(UTC)
    while at < end:
        wanted = max((scaler.replicas for scaler in scalers if scaler.active(at)), default=least)
        yield at, min(max(wanted, least), most)
        at += HOUR


def differences(
    scaled_object: Mapping[str, Any], wanted: Callable[[datetime], int], begin: datetime, end: datetime
) -> list[Difference]:
    """The hours in which a ScaledObject gives another number than `wanted` says; empty: it is proven."""
    return [
        Difference(at, given, wanted(at)) for at, given in simulate(scaled_object, begin, end) if given != wanted(at)
    ]


def fire_times(
    expression: str, zone: ZoneInfo, begin: datetime, end: datetime, name: str = "cron"
) -> Iterator[datetime]:
    """When a cron expression fires between two instants, in UTC. TriggerError for a form that we do not write.

    A time on the wall that a day does not have (spring) is left out; one that it has twice fires once, the first time.
    """
    minutes, hours, days, months = _fields(expression, name)
    day = begin.astimezone(zone).date()
    last = end.astimezone(zone).date()
    while day <= last:
        if day.month in months and day.day in days:
            yield from (at for at in _of_day(day, hours, minutes, zone) if begin <= at < end)
        day += timedelta(days=1)


def _of_day(day: date, hours: Sequence[int], minutes: Sequence[int], zone: ZoneInfo) -> Iterator[datetime]:
    for hour in hours:
        for minute in minutes:
            wall = datetime.combine(day, time(hour, minute), zone)
            at = wall.astimezone(UTC)
            if at.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
                yield at


def _fields(expression: str, name: str) -> list[Sequence[int]]:
    bounds = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 6))
    words = expression.split()
    if len(words) != len(bounds):
        raise TriggerError(f"{name}: {expression!r} has {len(words)} fields, not five.")
    *found, weekdays = [_values(word, *bound, name) for word, bound in zip(words, bounds, strict=True)]
    if len(weekdays) != 7:
        raise TriggerError(f"{name}: {expression!r} names days of the week; with days of the month that means 'or'.")
    return found


def _values(word: str, least: int, most: int, name: str) -> Sequence[int]:
    if word == "*":
        return range(least, most + 1)
    begin, _, end = word.partition("-")
    if not begin.isdigit() or (end and not end.isdigit()):
        raise TriggerError(f"{name}: {word!r} is not understood: a number, a range such as 1-15, or *.")
    first, last = int(begin), int(end or begin)
    if not least <= first <= last <= most:
        raise TriggerError(f"{name}: {word!r} lies outside {least} to {most}.")
    return range(first, last + 1)


def _next(times: Sequence[datetime], at: datetime) -> datetime | None:
    position = bisect_right(times, at)
    return times[position] if position < len(times) else None
