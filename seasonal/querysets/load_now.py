"""The load that is planned for an instant, and what has to run for it: what alerts hold the real load against."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from core.territory import Territory
from core.walltime import berlin_wall
from seasonal.planning.calendar import SeasonCalendar
from seasonal.planning.demand import TerritoryDemand
from seasonal.planning.full_hours import on_full_hours
from seasonal.querysets.figures import sizes_by_kind
from seasonal.querysets.fleet import load_routes, load_utilisation
from seasonal.querysets.planning import load_calendar
from seasonal.scaling.model import asked_by

_DAY = timedelta(days=1)
_SEPARATOR = "."
# Results of jobs are whole numbers.
THOUSANDTHS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedRoute:
    """A class of routes in a territory at an instant. Requests a second: `normal`, and `rate` as planned.

    Replicas: `wanted` by the model, `replicas` of them within what was approved, and `cap`, the most that was approved
    for what is felt most. In `goal_ms` 95 % of requests are to be answered (None: not known on that day).
    """

    territory: str
    workload: str
    normal: Decimal
    rate: Decimal
    wanted: int
    replicas: int
    cap: int
    goal_ms: int | None


@dataclass(frozen=True, slots=True)
class PlannedLoad:
    """What is planned for an instant: territory -> times the normal load, and each class of routes that has a baseline
    and an approved size."""

    factors: Mapping[str, Decimal]
    routes: Sequence[PlannedRoute]


def plan_at(at: datetime, calendar: SeasonCalendar | None = None) -> PlannedLoad:
    """What is planned for an aware instant. `calendar` has its day and those beside it; by default it is loaded.

    Replicas are those of the fleet's model, by full hours, as the manifests have them. About ten queries, five of them
    for the calendar. Raises PlanRefused where a target utilisation is missing.
    """
    day = berlin_wall(at).date()
    calendar = calendar or load_calendar(day - _DAY, day + _DAY)
    hourly = on_full_hours(calendar)
    demands = {each: TerritoryDemand(calendar, each).at(at) for each in Territory}
    asked = {each: asked_by(TerritoryDemand(hourly, each).at(at)) for each in Territory}
    kinds: dict[int | None, str] = {None: "", **{each.pk: each.kind for each in calendar.seasons}}
    # What is felt most: the first of the seasons, else nothing but a campaign.
    most = {each: demand.season.season.pk if demand.season else None for each, demand in demands.items()}
    sizes = sizes_by_kind(day, {kinds[pk] for pk in most.values()})
    routes = []
    targets = load_utilisation(hourly).app
    for (territory, workload), route in load_routes(hourly, targets, year=day.year, day=day).items():
        if route is None:
            continue
        size = sizes[kinds[most[territory]]].get((territory, workload))
        routes.append(
            PlannedRoute(
                territory=territory.value,
                workload=workload.value,
                normal=route.load.rate,
                rate=route.load.rate * demands[territory].factor,
                wanted=max(route.replicas(season, factor) for season, factor in asked[territory]),
                replicas=route.wanted(asked[territory], day),
                cap=route.cap(most[territory], day),
                goal_ms=size.p95_ms if size else None,
            )
        )
    return PlannedLoad({each.value: demand.factor for each, demand in demands.items()}, routes)


def load_planned_at(at: datetime) -> dict[str, int]:
    """What is planned for an aware instant, as whole numbers by name: see `read_planned`. About ten queries."""
    plan = plan_at(at)
    found: dict[tuple[str, str, str], int] = {
        ("factor", territory, ""): int(factor * THOUSANDTHS) for territory, factor in plan.factors.items()
    }
    for route in plan.routes:
        key = (route.territory, route.workload)
        found["rate", *key] = int(route.rate * THOUSANDTHS)
        found["replicas", *key] = route.replicas
        if route.goal_ms is not None:
            found["goal", *key] = route.goal_ms
    return {_SEPARATOR.join(name): value for name, value in found.items()}


def read_planned(counts: Mapping[str, int]) -> Iterator[tuple[str, str, str, float]]:
    """What `load_planned_at` found: what, territory, workload ('' for a factor), and the value.

    "factor": times the normal load; "rate": requests a second; "replicas": how many have to run, within the sizes that
    were approved; "goal": seconds within which 95 % of requests are answered.
    """
    for name, value in counts.items():
        what, territory, workload = name.split(_SEPARATOR)
        yield what, territory, workload, value if what == "replicas" else value / THOUSANDTHS
