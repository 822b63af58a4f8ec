"""Capacity plans: computed from what is known on a day, saved, and held against what came."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import User
from core.territory import Territory
from seasonal.capacity.inputs import Autoscaler, Connections, Inputs, RouteLoad
from seasonal.capacity.instances import HPA_TOLERANCE, RESERVE, ImpossibleError
from seasonal.capacity.plan import MODEL_VERSION, compute_plan
from seasonal.capacity.results import Result, kept
from seasonal.capacity.workers import Burst
from seasonal.errors import PlanRefused, constraint_errors
from seasonal.models import CapacityPlan, Season, Workload
from seasonal.planning.calendar import MAIN_MARKET, PlannedSeason, SeasonCalendar
from seasonal.planning.demand import TerritoryDemand, levels
from seasonal.querysets.figures import (
    baselines_on,
    bursts_on,
    limit_on,
    prices_on,
    sizes_on,
    utilisation_for,
)
from seasonal.querysets.planning import load_calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What to compute with instead of what is known; `factors`: by territory, `utilisation`: by tier (0 to 1)."""

    factors: Mapping[str, Decimal] = field(default_factory=dict)
    utilisation: Mapping[str, Decimal] = field(default_factory=dict)
    load: Decimal = Decimal(1)  # times the baselines
    reserve: int = RESERVE
    tolerance: Decimal = HPA_TOLERANCE
    autoscaler: Autoscaler = field(default_factory=Autoscaler)


def gather_inputs(*, season: Season, territories: Sequence[str], day: date, what_if: WhatIf | None = None) -> Inputs:
    """What is known by a Berlin day for a season in territories. PlanRefused names what is missing."""
    what_if = what_if or WhatIf()
    # As approved by its first day; once it runs, by now.
    loads, sizes = baselines_on(day, territories), sizes_on(_within(season, day), season.kind)
    limit, prices, utilisation = limit_on(day), prices_on(day), utilisation_for(season.kind)
    loads.sort(key=lambda each: (Territory.values.index(each.territory), Workload.values.index(each.workload)))
    lacking = [each for each in territories if each not in {load.territory for load in loads}]
    if lacking or not loads:
        raise PlanRefused(_("There is no baseline for %s. Enter one first.") % (", ".join(lacking) or "–"))
    if limit is None or len(prices) < 3 or len(utilisation) < 3:
        raise PlanRefused(_("A price, a target utilisation or the limit of the database is missing."))
    counted = _levels(season, territories, what_if)
    return Inputs(
        season=str(season),
        loads=[
            RouteLoad(
                territory=each.territory,
                workload=each.workload,
                rate=each.rate * what_if.load,
                seconds=each.seconds,
                concurrency=each.concurrency,
                per_instance=each.per_instance,
                measured_on=each.measured_on.isoformat(),
                source=each.source,
                floor=size.floor if size else 1,
                cap=size.cap if size else None,
            )
            for each in loads
            for size in (sizes.get((each.territory, each.workload)),)
        ],
        levels={territory: found[0] for territory, found in counted.items()},
        year={territory: found[1] for territory, found in counted.items()},
        bursts={each.queue: Burst(each.pieces, each.seconds, each.rate) for each in bursts_on(day)},
        utilisation={**utilisation, **what_if.utilisation},
        prices=prices,
        connections=Connections(
            max_connections=limit.max_connections,
            reserved=limit.reserved,
            per_replica={"queries": limit.per_queries, "commands": limit.per_commands},
            per_worker=limit.per_worker,
        ),
        reserve=what_if.reserve,
        tolerance=what_if.tolerance,
        autoscaler=what_if.autoscaler,
    )


def compute(inputs: Inputs) -> Result:
    """The plan. PlanRefused where an input cannot be."""
    try:
        return compute_plan(inputs)
    except ImpossibleError as impossible:
        raise PlanRefused(str(impossible)) from impossible


def save_plan(*, actor: User, season: Season, name: str, inputs: Inputs) -> CapacityPlan:
    """Compute a plan and keep it as it is: inputs, results, and the model's version. Raises PlanRefused."""
    result = compute(inputs)
    if not name.strip():
        raise PlanRefused(_("Give the plan a name."), field="name")
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        return CapacityPlan.objects.create(
            season=season,
            name=name.strip(),
            territories=sorted(inputs.levels),
            model_version=MODEL_VERSION,
            inputs=kept(inputs),
            results=kept(result),
            created_by=actor,
        )


def _within(season: Season, day: date) -> date:
    """The day of a season that is nearest to a day."""
    return min(max(season.starts_on, day), season.ends_on)


def _levels(
    season: Season, territories: Sequence[str], what_if: WhatIf
) -> dict[str, tuple[dict[Decimal, int], dict[Decimal, int]]]:
    """For each territory the hours of the season by factor, and those of the year from its first day on."""
    first, last = season.starts_on, season.ends_on
    year_end = max(last, date(first.year, 12, 31))
    calendar = load_calendar(date(first.year, 1, 1), year_end)
    found = {}
    for territory in territories:
        supposed = {season.pk: what_if.factors[territory]} if territory in what_if.factors else {}
        demand = TerritoryDemand(
            _with_hours(calendar, season.pk, territory) if supposed else calendar, Territory(territory), supposed
        )
        found[territory] = (levels(demand, first, last), levels(demand, date(first.year, 1, 1), year_end))
    return found


def _with_hours(calendar: SeasonCalendar, season: int, territory: str) -> SeasonCalendar:
    """The calendar with hours for a season that is not felt in a territory but is supposed to be: the main market's."""

    def filled(each: PlannedSeason) -> PlannedSeason:
        if each.pk != season or territory in each.hours or not each.hours:
            return each
        hours = each.hours.get(MAIN_MARKET) or next(iter(each.hours.values()))
        return replace(each, hours={**each.hours, territory: hours})

    return replace(calendar, seasons=[filled(each) for each in calendar.seasons])
