"""The load that is planned for an instant, and what has to run for it: what alerts hold the real load against."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from core.territory import Territory
from core.walltime import berlin_wall
from seasonal.capacity.inputs import RouteLoad
from seasonal.capacity.running import Target, replicas_running
from seasonal.models import Baseline, FleetSize
from seasonal.planning.demand import Demand, TerritoryDemand
from seasonal.querysets.figures import baselines_on, sizes_on, utilisation_for
from seasonal.querysets.planning import load_calendar

_DAY = timedelta(days=1)
_SEPARATOR = "."
# Results of jobs are whole numbers.
THOUSANDTHS = 1000


def load_planned_at(at: datetime) -> dict[str, int]:
    """What is planned for an aware instant, as whole numbers by name: see `read_planned`. About ten queries."""
    day = berlin_wall(at).date()
    calendar = load_calendar(day - _DAY, day + _DAY)
    demands = {each: TerritoryDemand(calendar, each).at(at) for each in Territory}
    found: dict[tuple[str, str, str], int] = {
        ("factor", territory, ""): int(demand.factor * THOUSANDTHS) for territory, demand in demands.items()
    }
    kinds = {kind for demand in demands.values() for kind, _factor in _raised(demand)}
    sizes = {kind: sizes_on(day, kind) for kind in kinds}
    targets = {kind: Target(utilisation=utilisation_for(kind)["app"]) for kind in kinds}
    for baseline in baselines_on(day, Territory.values):
        demand = demands[Territory(baseline.territory)]
        key = (baseline.territory, baseline.workload)
        found["rate", *key] = int(baseline.rate * demand.factor * THOUSANDTHS)
        wanted = [_replicas(baseline, factor, targets[kind], sizes[kind].get(key)) for kind, factor in _raised(demand)]
        found["replicas", *key] = max(wanted)
        if size := sizes[_raised(demand)[0][0]].get(key):
            found["goal", *key] = size.p95_ms
    return {_SEPARATOR.join(name): value for name, value in found.items()}


def read_planned(counts: Mapping[str, int]) -> Iterator[tuple[str, str, str, float]]:
    """What `load_planned_at` found: what, territory, workload ('' for a factor), and the value.

    "factor": times the normal load; "rate": requests a second; "replicas": how many have to run, within the sizes that
    were approved; "goal": seconds within which 95 % of requests are answered.
    """
    for name, value in counts.items():
        what, territory, workload = name.split(_SEPARATOR)
        yield what, territory, workload, value if what == "replicas" else value / THOUSANDTHS


def _raised(demand: Demand) -> list[tuple[str, Decimal]]:
    """What the instant asks: the kinds of seasons that are felt, the largest first, each with the factor that it makes
    with a campaign; and the campaign by itself, outside of all kinds."""
    campaign = demand.campaign.factor if demand.campaign else Decimal(1)
    felt = [each for each in (demand.season, *demand.others) if each]
    return [(each.season.kind, each.found.factor * campaign) for each in felt] + [("", campaign)]


def _replicas(baseline: Baseline, factor: Decimal, target: Target, size: FleetSize | None) -> int:
    load = RouteLoad(
        territory=baseline.territory,
        workload=baseline.workload,
        rate=baseline.rate,
        seconds=baseline.seconds,
        concurrency=baseline.concurrency,
        per_instance=baseline.per_instance,
        measured_on=baseline.measured_on.isoformat(),
        source=baseline.source,
        floor=size.floor if size else 1,
    )
    wanted = replicas_running(load, factor, target)
    return min(wanted, size.cap) if size else wanted
