"""Where seasons and campaigns lie at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from seasonal.planning.calendar import PlannedSeason


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two seasons, and the days (both included) on which there are both."""

    one: PlannedSeason
    other: PlannedSeason
    first: date
    last: date


def overlaps(seasons: Sequence[PlannedSeason]) -> list[Overlap]:
    """All pairs that share days, by their first such day."""
    found = [
        Overlap(one, other, max(one.first, other.first), min(one.last, other.last))
        for one, other in combinations(seasons, 2)
        if max(one.first, other.first) <= min(one.last, other.last)
    ]
    return sorted(found, key=lambda each: each.first)
