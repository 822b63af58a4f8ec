"""How many replicas were approved, day by day: what is approved counts from its day on, and not before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Caps:
    """`steps`: from a day on so many, the earliest first, at least one. Before the first day there is the first."""

    steps: Sequence[tuple[date, int]]

    def on(self, day: date) -> int:
        """How many may run on a local day."""
        return next((cap for since, cap in reversed(self.steps) if since <= day), self.steps[0][1])

    def changes(self, first: date, last: date) -> list[date]:
        """The days after `first`, up to `last`, from which another number counts than on the day before."""
        days = [since for since, _cap in self.steps if first < since <= last]
        return [each for each in days if self.on(each) != self.on(each - timedelta(days=1))]

    def between(self, first: date, last: date) -> list[int]:
        """Every number that counts on a day from `first` to `last`, both included."""
        return [self.on(each) for each in (first, *self.changes(first, last))]
