"""What a capacity plan is computed from. Rates in requests per second, times in seconds, prices in euros an hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from seasonal.capacity.instances import HPA_TOLERANCE, RESERVE
from seasonal.capacity.workers import CLEARED_WITHIN, Burst


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLoad:
    """The normal load of a class of routes in a territory, what an instance can do, and the sizes approved for it."""

    territory: str
    workload: str
    rate: Decimal
    seconds: Decimal
    concurrency: Decimal
    per_instance: Decimal
    measured_on: str
    source: str
    floor: int = 1
    cap: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Connections:
    """The database's connections, and how many each process holds. `per_replica`: by workload."""

    max_connections: int
    reserved: int
    per_replica: Mapping[str, int]
    per_worker: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Autoscaler:
    """Plain autoscaling, without a calendar, as we compare with it.

    The load rises from normal to the peak in `ramp` seconds. New instances serve `reaction` seconds after the load has
    risen (measuring, deciding, starting, warming up): what it grows in that time has to be free beforehand, at all
    times. In the hours of the season the load is `mean_load` (0 to 1) of the peak on average, and it follows that.
    """

    reaction: Decimal = Decimal(180)
    ramp: Decimal = Decimal(900)
    mean_load: Decimal = Decimal("0.7")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All of it.

    `levels`: territory -> factor -> how many hours of the season have it; `year`: the same of its whole year.
    """

    season: str
    loads: Sequence[RouteLoad]
    levels: Mapping[str, Mapping[Decimal, int]]
    year: Mapping[str, Mapping[Decimal, int]]
    bursts: Mapping[str, Burst]
    utilisation: Mapping[str, Decimal]
    prices: Mapping[str, Decimal]
    connections: Connections
    reserve: int = RESERVE
    tolerance: Decimal = HPA_TOLERANCE
    cleared_within: Decimal = CLEARED_WITHIN
    autoscaler: Autoscaler = field(default_factory=Autoscaler)

    def factor(self, territory: str) -> Decimal:
        """The largest factor of the season there."""
        return max(self.levels[territory], default=Decimal(1))

    @property
    def busiest(self) -> str:
        """The territory whose factor the workers follow: they work for all, and the largest factor counts."""
        return max(self.levels, key=self.factor)
