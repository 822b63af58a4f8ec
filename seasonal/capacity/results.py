"""What a capacity plan says, and how it is kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from seasonal.capacity.connections import Budget, Holder
from seasonal.capacity.inputs import Inputs
from seasonal.capacity.instances import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Euros for the days of the season, in three ways; for its whole year, in two."""

    planned: Decimal
    always_on: Decimal
    autoscaled: Decimal
    year_planned: Decimal
    year_always_on: Decimal

    def __add__(self, other: "Costs") -> "Costs":
        return Costs(
            planned=self.planned + other.planned,
            always_on=self.always_on + other.always_on,
            autoscaled=self.autoscaled + other.autoscaled,
            year_planned=self.year_planned + other.year_planned,
            year_always_on=self.year_always_on + other.year_always_on,
        )


NOTHING = Costs(
    planned=Decimal(0),
    always_on=Decimal(0),
    autoscaled=Decimal(0),
    year_planned=Decimal(0),
    year_always_on=Decimal(0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteResult:
    """Instances for a class of routes in a territory at the peak.

    `by_law` is by Little's law, `short` the short form; the larger counts. `waiting` is the probability (Erlang C) that
    a request waits while all instances run, `waiting_without_one` while one of them is gone.
    """

    territory: str
    workload: str
    baseline: Decimal
    factor: Decimal
    rate: Decimal
    by_law: int
    short: int
    need: Need
    total: int
    normal: int
    waiting: Decimal
    waiting_without_one: Decimal
    cap: int | None
    costs: Costs

    @property
    def is_within_cap(self) -> bool:
        """Whether what was approved suffices."""
        return self.cap is None or self.total <= self.cap


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueResult:
    """Workers for one queue; `cleared_after`: seconds until its burst is worked off by them, at full use."""

    queue: str
    pieces: int
    rate: Decimal
    seconds: Decimal
    workers: int
    cleared_after: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerResult:
    """The workers of all queues together."""

    factor: Decimal
    queues: Sequence[QueueResult]
    need: Need
    total: int
    costs: Costs


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A computed plan."""

    routes: Sequence[RouteResult]
    workers: WorkerResult
    holders: Sequence[Holder]
    budget: Budget
    costs: Costs

    @property
    def saved(self) -> Decimal:
        """The share that the plan costs less than always-on at peak size, over the season (0 to 1)."""
        return _less(self.costs.planned, self.costs.always_on)

    @property
    def saved_in_year(self) -> Decimal:
        """The same over the whole year."""
        return _less(self.costs.year_planned, self.costs.year_always_on)

    @property
    def saved_against_autoscaling(self) -> Decimal:
        """The same against plain autoscaling; below 0: the plan costs more."""
        return _less(self.costs.planned, self.costs.autoscaled)


def _less(cost: Decimal, than: Decimal) -> Decimal:
    return Decimal(0) if not than else (1 - cost / than).quantize(Decimal("0.0001"))


def kept(found: Inputs | Result) -> dict[str, Any]:
    """Inputs or results as JSON: fractions as text, so that none is rounded."""
    values: dict[str, Any] = _plain(asdict(found))
    if isinstance(found, Result):
        values |= {
            "saved": str(found.saved),
            "saved_in_year": str(found.saved_in_year),
            "saved_against_autoscaling": str(found.saved_against_autoscaling),
        }
        values["budget"] |= {"left": found.budget.left, "holds": found.budget.holds}
    return values


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return {_key(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case Decimal():
            return f"{value:f}"
    return value


def _key(key: Any) -> str:
    return f"{key.normalize():f}" if isinstance(key, Decimal) else str(key)
