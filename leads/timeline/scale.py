"""From instants to places: the stretch of time that a picture shows, and the ticks under it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.svg.metrics import text_width
from leads.timeline.data import Timeline
from leads.timeline.dates import BERLIN, local, month

TICK_SIZE = 11.5
_GAP = 10.0
_AFTER_EXPIRY = 0.35  # of the protected time; a lead that expired years ago must not shrink to a dot
_MONTH_STEPS = (1, 2, 3, 6)
_DAY_STEPS = (1, 2, 7, 14)
_YEAR_STEPS = (1, 2, 5, 10, 25, 50, 100)


@dataclass(frozen=True, slots=True)
class Scale:
    """A stretch of time laid over the width: `share` is 0 at `since` and 1 at `until`."""

    since: datetime
    until: datetime

    def share(self, instant: datetime) -> float:
        """Return the place of an instant as a share of the width, clamped to the picture."""
        return min(max((instant - self.since) / (self.until - self.since), 0.0), 1.0)

    def shows(self, instant: datetime) -> bool:
        return self.since <= instant <= self.until


@dataclass(frozen=True, slots=True)
class Tick:
    """A line at `share` with a label to its right; `major` begins a larger unit and says which (a year, a month)."""

    share: float
    label: str
    major: str = ""


def scale_of(timeline: Timeline, *also: Timeline) -> Scale:
    """Return a scale that shows the timeline, and `also` others to compare it with on the same one."""
    everyone = (timeline, *also)
    since = min(each.registered_at for each in everyone)
    until = max(_end(each) for each in everyone)
    margin = max((until - since) * 0.012, timedelta(hours=1))
    return Scale(since - margin, until + margin)


def _end(timeline: Timeline) -> datetime:
    protected = max(timeline.expires_at - timeline.registered_at, timedelta(days=1))
    return max(timeline.expires_at, min(timeline.now, timeline.expires_at + protected * _AFTER_EXPIRY))


def ticks(scale: Scale, width: float) -> tuple[Tick, ...]:
    """Return the finest ticks whose labels keep apart at `width` pixels: days, months or years."""
    candidates = [
        *(_days(scale, step) for step in _DAY_STEPS),
        *(_months(scale, step) for step in _MONTH_STEPS),
        *(_years(scale, step) for step in _YEAR_STEPS),
    ]
    return next((found for found in candidates if found and _apart(found, width)), ())


def _apart(found: tuple[Tick, ...], width: float) -> bool:
    ends = [tick.share * width + text_width(tick.label, TICK_SIZE) + _GAP for tick in found]
    majors = [tick for tick in found if tick.major]
    major_ends = [tick.share * width + text_width(tick.major, TICK_SIZE, bold=True) + _GAP for tick in majors]
    return (
        len(found) <= 60
        and all(end <= later.share * width for end, later in zip(ends, found[1:], strict=False))
        and all(end <= later.share * width for end, later in zip(major_ends, majors[1:], strict=False))
    )


def _days(scale: Scale, step: int) -> tuple[Tick, ...]:
    if (scale.until - scale.since).days > 100:
        return ()
    day = local(scale.since).date() + timedelta(days=1)
    if step >= 7:
        day += timedelta(days=-day.weekday() % 7)
    found: list[Tick] = []
    month_shown = 0
    while (instant := _midnight(day)) < scale.until:
        major = "" if day.month == month_shown else f"{month(instant)} {day.year}"
        month_shown = day.month
        found.append(Tick(scale.share(instant), f"{day.day}.", major))
        day += timedelta(days=step)
    return tuple(found)


def _months(scale: Scale, step: int) -> tuple[Tick, ...]:
    if (scale.until - scale.since).days > 366 * 12:
        return ()
    found: list[Tick] = []
    start = local(scale.since)
    number = start.year * 12 + start.month  # months since year 0; the month after the first day shown
    number += -number % step
    while (instant := _midnight(date(number // 12, number % 12 + 1, 1))) < scale.until:
        year = "" if found and number % 12 >= step else str(number // 12)
        found.append(Tick(scale.share(instant), month(instant), year))
        number += step
    return tuple(found)


def _years(scale: Scale, step: int) -> tuple[Tick, ...]:
    first, last = local(scale.since).year + 1, local(scale.until).year
    first += -first % step
    return tuple(
        Tick(scale.share(_midnight(date(year, 1, 1))), str(year))
        for year in range(first, last + 1, step)
        if _midnight(date(year, 1, 1)) < scale.until
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, BERLIN)
