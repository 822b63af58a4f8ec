"""Loads what the fleet of a year is computed from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.territory import Territory
from seasonal.capacity.inputs import Connections, RouteLoad
from seasonal.capacity.running import Target, replicas_running
from seasonal.capacity.workers import Burst
from seasonal.errors import PlanRefused
from seasonal.models import Baseline, FleetSize, TargetUtilisation, Tier, Workload
from seasonal.planning.calendar import SeasonCalendar
from seasonal.planning.demand import NORMAL
from seasonal.planning.full_hours import on_full_hours
from seasonal.querysets.approved import approved_on, caps_of
from seasonal.querysets.figures import baselines_on, bursts_on, limit_on
from seasonal.querysets.planning import load_calendar
from seasonal.scaling.fleet import Size
from seasonal.scaling.model import FleetModel, RouteModel

Targets = Mapping[int | None, Target]
Route = tuple[Territory, Workload]


def load_fleet_model(*, year: int, day: date) -> FleetModel:
    """The fleet of a year, from the figures known by a Berlin day: ten queries. PlanRefused names what is missing.

    Approved sizes count from their day on, those of a season's kind in the season. How many there are at rest, and what
    a replica carries, is as approved last.
    """
    calendar = on_full_hours(load_calendar(date(year, 1, 1), date(year, 12, 31)))
    limit, utilisation = limit_on(date(year, 12, 31)), load_utilisation(calendar)
    if limit is None:
        raise PlanRefused(_("A target utilisation or the limit of the database is missing."))
    routes = load_routes(calendar, utilisation.app, year=year, day=day)
    for (territory, workload), route in routes.items():
        if route is None:
            where = f"{territory} {workload}"
            raise PlanRefused(_("There is no baseline or no approved size for %s. Enter one first.") % where)
    return FleetModel(
        year=year,
        calendar=calendar,
        routes=[route for route in routes.values() if route],
        bursts=[Burst(each.pieces, each.seconds, each.rate) for each in bursts_on(day)],
        workers=utilisation.workers,
        database={pk: target.utilisation for pk, target in utilisation.database.items()},
        connections=Connections(
            max_connections=limit.max_connections,
            reserved=limit.reserved,
            per_replica={Workload.QUERIES: limit.per_queries, Workload.COMMANDS: limit.per_commands},
            per_worker=limit.per_worker,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Utilisation:
    """How much of each tier is to be used, by a season's id; None: outside of all."""

    app: Targets
    workers: Targets
    database: Targets


def load_utilisation(calendar: SeasonCalendar) -> Utilisation:
    """The targets in each season of a calendar. One query; PlanRefused where one is missing."""
    found = {(row.tier, row.kind): row.percent / 100 for row in TargetUtilisation.objects.all()}
    if any((tier, "") not in found for tier in Tier.values):
        raise PlanRefused(_("A target utilisation or the limit of the database is missing."))
    kinds: dict[int | None, str] = {None: "", **{season.pk: season.kind for season in calendar.seasons}}

    def targets(tier: Tier) -> Targets:
        usual: Decimal = found[tier, ""]
        return {pk: Target(utilisation=found.get((tier, kind), usual)) for pk, kind in kinds.items()}

    return Utilisation(app=targets(Tier.APP), workers=targets(Tier.WORKERS), database=targets(Tier.DATABASE))


def load_routes(calendar: SeasonCalendar, targets: Targets, *, year: int, day: date) -> dict[Route, RouteModel | None]:
    """Each workload of a territory that was ever approved; None where its baseline, or its size outside of seasons, is
    missing. Two queries. `calendar`: of the year, or the part of it that is asked about."""
    baselines = {(each.territory, each.workload): each for each in baselines_on(day, Territory.values)}
    sizes: dict[tuple[str, str], list[FleetSize]] = {}
    for each in FleetSize.objects.order_by("valid_from"):
        sizes.setdefault((each.territory, each.workload), []).append(each)
    return {
        (territory, workload): _route(mine, baselines.get((territory, workload)), calendar, targets, year)
        for workload in Workload
        for territory in Territory
        if (mine := sizes.get((territory, workload)))
    }


def _route(
    sizes: list[FleetSize], baseline: Baseline | None, calendar: SeasonCalendar, targets: Targets, year: int
) -> RouteModel | None:
    begin, end = date(year, 1, 1), date(year, 12, 31)
    usual = approved_on(sizes, "", end)
    if usual is None or baseline is None:
        return None
    load = RouteLoad(
        territory=baseline.territory,
        workload=baseline.workload,
        rate=baseline.rate,
        seconds=baseline.seconds,
        concurrency=baseline.concurrency,
        per_instance=baseline.per_instance,
        measured_on=baseline.measured_on.isoformat(),
        source=baseline.source,
        floor=usual.floor,
        cap=usual.cap,
    )
    kinds: dict[int | None, str] = {None: "", **{each.pk: each.kind for each in calendar.seasons}}
    caps = {pk: caps_of(sizes, kind) for pk, kind in kinds.items()}
    outside = caps[None].between(begin, end)
    inside = [
        cap for each in calendar.seasons for cap in caps[each.pk].between(max(each.first, begin), min(each.last, end))
    ]
    size = Size(
        territory=Territory(usual.territory),
        workload=Workload(usual.workload),
        # No fewer at any time, so no more than was ever approved outside of seasons.
        floor=min(replicas_running(load, NORMAL, targets[None]), *outside),
        cap=max(*outside, *inside, 1),
        load=usual.rate_per_replica,
        p95_ms=usual.p95_ms,
    )
    return RouteModel(size=size, load=load, targets=targets, caps=caps)
