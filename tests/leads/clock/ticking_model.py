"""A third clock, as unlike the other two as possible: it ticks through the calendar, six hours at a time.

No running time, no formulas: a base period is counted down, then a window; a tick inside a hold counts nothing; a
qualified activity winds the window up again unless it has run out. Everything in a history lies on the six-hour grid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.walltime import add_months, berlin_instant, berlin_wall

TICK = timedelta(hours=6)


@dataclass(frozen=True)
class Hold:
    start: datetime
    end: datetime | None


@dataclass(frozen=True)
class Reading:
    base_ends_at: datetime
    grace_starts_at: datetime
    protection_expires_at: datetime
    state: str
    phase: str
    clock_stopped: bool
    remaining: timedelta


def read(
    at: datetime,
    *,
    started_at: datetime,
    holds: Sequence[Hold],
    activities: Sequence[datetime],
    months: int = 6,
    follow_up_days: int = 60,
    grace_days: int = 10,
) -> Reading:
    """Tick from the start until protection has run out, and say what the clock showed at `at` (all aware)."""
    now = berlin_wall(at)
    facts = [hold for hold in holds if hold.start <= at]
    spans = [(berlin_wall(h.start), berlin_wall(h.end or at), h.end is None) for h in facts]
    calls = {berlin_wall(moment) for moment in activities if started_at <= moment <= at}

    wall = berlin_wall(started_at)
    base_left = (add_months(wall, months) - wall) // TICK
    full, grace = (timedelta(days=follow_up_days + grace_days)) // TICK, timedelta(days=grace_days) // TICK
    window_left = full
    base_end = grace_start = None
    shown = timedelta(0)
    stopped = False
    while True:
        if base_left == 0 and base_end is None:
            base_end = wall
        if base_end is not None and window_left == grace and grace_start is None:
            grace_start = wall
        if window_left == 0:
            break
        if wall in calls and base_end is not None:
            window_left, grace_start = full, None
        standing = any(start <= wall < end for start, end, _ in spans)
        if wall == now:
            shown = (base_left + window_left) * TICK
            stopped = standing or any(is_open and start <= now for start, _, is_open in spans)
        if not standing:
            if base_left:
                base_left -= 1
            else:
                window_left -= 1
        wall += TICK

    assert base_end is not None
    assert grace_start is not None
    base_at, grace_at, expires_at = berlin_instant(base_end), berlin_instant(grace_start), berlin_instant(wall)
    expired = at >= expires_at
    phase = "EXPIRED" if expired else "GRACE" if at >= grace_at else "FOLLOW_UP" if at >= base_at else "BASE"
    return Reading(
        base_at,
        grace_at,
        expires_at,
        "EXPIRED" if expired else "PROTECTED",
        phase,
        stopped and not expired,
        timedelta(0) if expired else shown,
    )
