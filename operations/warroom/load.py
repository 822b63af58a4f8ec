"""The load of the moment beside what is planned for the moment and for the season's peak."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from core.territory import Territory
from core.walltime import berlin_wall
from operations.warroom.measured import Measured, Measurement, measured_now
from seasonal.models import Season
from seasonal.planning.calendar import SeasonCalendar
from seasonal.planning.demand import NORMAL, TerritoryDemand
from seasonal.querysets.load_now import PlannedRoute, plan_at
from seasonal.querysets.planning import load_calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteNow:
    """A class of routes in a territory: planned for now, the season's largest factor there, and what was measured."""

    planned: PlannedRoute
    peak_factor: Decimal
    measured: Measurement

    @property
    def peak(self) -> Decimal:
        """Requests a second at the season's peak, as planned."""
        return self.planned.normal * self.peak_factor


@dataclass(frozen=True, slots=True)
class LoadNow:
    """All of it, the territories in their order."""

    routes: Sequence[RouteNow]
    measured: Measured


def load_now(season: Season, territories: Sequence[str], now: datetime) -> LoadNow:
    """The load in some territories at `now` (aware). About ten queries, and one question to Prometheus at most.

    Raises PlanRefused where the figures that it is planned from are missing.
    """
    today = berlin_wall(now).date()
    calendar = load_calendar(min(season.starts_on, today - _DAY), max(season.ends_on, today + _DAY))
    plan, measured = plan_at(now, calendar), measured_now()
    peaks = {each: _peak(calendar, season, Territory(each)) for each in territories}
    routes = [
        RouteNow(planned=each, peak_factor=peaks[each.territory], measured=measured.of(each.territory, each.workload))
        for territory in territories
        for each in sorted(plan.routes, key=lambda route: route.workload, reverse=True)
        if each.territory == territory
    ]
    return LoadNow(routes, measured)


def _peak(calendar: SeasonCalendar, season: Season, territory: Territory) -> Decimal:
    """The largest factor of the season's days there, whatever makes it: other seasons and campaigns, too."""
    demand = TerritoryDemand(calendar, territory)
    return max((demand.peak_of(each) for each in _days(season.starts_on, season.ends_on)), default=NORMAL)


def _days(first: date, last: date) -> Sequence[date]:
    return [first + number * _DAY for number in range((last - first).days + 1)]
