"""What a calendar shows beside the seasons: release freezes and milestones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FrozenDays:
    """A release freeze, as whole Berlin days from `first` to `last`, both touched by it."""

    pk: int
    name: str
    scope: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A milestone on its day. `state`: open, late, done, skipped or lapsed."""

    pk: int
    season_id: int
    season: str
    title: str
    day: date
    state: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Of some time, each by its day."""

    freezes: Sequence[FrozenDays] = ()
    milestones: Sequence[MarkedDay] = ()
