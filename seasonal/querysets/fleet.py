"""Loads what the fleet of a year is computed from."""

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
from seasonal.querysets.figures import baselines_on, bursts_on, limit_on
from seasonal.querysets.planning import load_calendar
from seasonal.scaling.fleet import Size
from seasonal.scaling.model import Approved, FleetModel, RouteModel

_Sizes = list[FleetSize]


def load_fleet_model(*, year: int, day: date) -> FleetModel:
    """The fleet of a year, from the figures known by a Berlin day: ten queries. PlanRefused names what is missing.

    A season has the sizes approved for its kind by its first day; the rest of the year those approved last.
    """
    calendar = on_full_hours(load_calendar(date(year, 1, 1), date(year, 12, 31)))
    limit, utilisation = limit_on(date(year, 12, 31)), _utilisation()
    if limit is None or any((tier, "") not in utilisation for tier in Tier.values):
        raise PlanRefused(_("A target utilisation or the limit of the database is missing."))

    def share(tier: Tier, kind: str) -> Decimal:
        return utilisation.get((tier, kind), utilisation[tier, ""])

    def targets(tier: Tier) -> dict[int | None, Target]:
        kinds: dict[int | None, str] = {None: "", **{season.pk: season.kind for season in calendar.seasons}}
        return {pk: Target(utilisation=share(tier, kind)) for pk, kind in kinds.items()}

    baselines = {(each.territory, each.workload): each for each in baselines_on(day, Territory.values)}
    sizes, of_app = list(FleetSize.objects.order_by("valid_from")), targets(Tier.APP)
    routes = []
    for workload in Workload:
        for territory in Territory:
            mine = [each for each in sizes if (each.territory, each.workload) == (territory, workload)]
            if mine:
                routes.append(_route(mine, baselines.get((territory, workload)), calendar, of_app, year))
    return FleetModel(
        year=year,
        calendar=calendar,
        routes=routes,
        bursts=[Burst(each.pieces, each.seconds, each.rate) for each in bursts_on(day)],
        workers=targets(Tier.WORKERS),
        database={pk: target.utilisation for pk, target in targets(Tier.DATABASE).items()},
        connections=Connections(
            max_connections=limit.max_connections,
            reserved=limit.reserved,
            per_replica={Workload.QUERIES: limit.per_queries, Workload.COMMANDS: limit.per_commands},
            per_worker=limit.per_worker,
        ),
    )


def _utilisation() -> dict[tuple[str, str], Decimal]:
    return {(row.tier, row.kind): row.percent / 100 for row in TargetUtilisation.objects.all()}


def _approved_on(sizes: _Sizes, kind: str, day: date) -> FleetSize | None:
    """The newest of a kind, else that of any."""
    valid = [each for each in sizes if each.valid_from <= day and each.kind in {"", kind}]
    return max(valid, key=lambda each: (each.kind == kind, each.valid_from), default=None)


def _route(
    sizes: _Sizes, baseline: Baseline | None, calendar: SeasonCalendar, targets: dict[int | None, Target], year: int
) -> RouteModel:
    usual = _approved_on(sizes, "", date(year, 12, 31))
    if usual is None or baseline is None:
        where = f"{sizes[0].territory} {sizes[0].workload}"
        raise PlanRefused(_("There is no baseline or no approved size for %s. Enter one first.") % where)
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
    seasons = {}
    for season in calendar.seasons:
        approved = _approved_on(sizes, season.kind, season.first) or usual
        seasons[season.pk] = Approved(target=targets[season.pk], cap=approved.cap)
    cap = max(usual.cap, *(each.cap for each in seasons.values()), 0)
    size = Size(
        territory=Territory(usual.territory),
        workload=Workload(usual.workload),
        floor=min(replicas_running(load, NORMAL, targets[None]), cap),
        cap=cap,
        load=usual.rate_per_replica,
        p95_ms=usual.p95_ms,
    )
    return RouteModel(size=size, load=load, usual=Approved(target=targets[None], cap=usual.cap), seasons=seasons)
