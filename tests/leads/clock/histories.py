"""Random histories of one lead, on a six-hour grid of Berlin's wall clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st

from core.walltime import berlin_instant
from tests.leads.clock.ticking_model import TICK, Hold

FIRST = datetime(2024, 1, 1, 3, 30)  # noqa: DTZ001  (a wall time)
# Never inside the hour that a change of clocks repeats or skips: +6 h, +12 h ...
# 30 months: base, several windows, holds; ends before today, since facts do not lie in the future.
LAST_TICK = timedelta(days=900) // TICK
START_TICKS = timedelta(days=365) // TICK


@dataclass(frozen=True)
class History:
    started_at: datetime
    holds: tuple[Hold, ...]
    activities: tuple[datetime, ...]
    at: datetime


def instant(tick: int) -> datetime:
    """The instant of a tick of the grid."""
    return berlin_instant(FIRST + tick * TICK)


@st.composite
def histories(draw: st.DrawFn, *, max_holds: int = 5, max_activities: int = 6) -> History:
    """Holds that do not overlap (the last may be open, or planned to end after `at`), activities, and an instant.

    Holds without a length lie anywhere, inside other holds and at their edges too: they cover no time.
    """
    start = draw(st.integers(0, START_TICKS))
    # Most facts near the boundaries of the phases, where a wrong comparison shows.
    interesting = st.one_of(
        st.integers(max(start - 60, 0), LAST_TICK),
        st.integers(start + 4 * 180, start + 4 * 190),
        st.integers(start + 4 * 238, start + 4 * 256),
    )
    edges = sorted(draw(st.lists(interesting, max_size=2 * max_holds, unique=True)))
    if len(edges) % 2 and not draw(st.booleans()):
        edges = edges[:-1]
    holds = tuple(
        Hold(instant(edges[i]), instant(edges[i + 1]) if i + 1 < len(edges) else None) for i in range(0, len(edges), 2)
    )
    empty = draw(st.lists(st.one_of(interesting, st.sampled_from(edges or [start])), max_size=2))
    holds += tuple(Hold(instant(tick), instant(tick)) for tick in empty)
    activities = tuple(instant(tick) for tick in draw(st.lists(interesting, max_size=max_activities, unique=True)))
    at = instant(draw(st.one_of(st.integers(start, LAST_TICK), st.sampled_from([*edges, start]))))
    return History(instant(start), holds, activities, max(at, instant(start)))
