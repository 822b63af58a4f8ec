"""What the capacity model wants of the fleet, at any instant and over a year. Pure Python over loaded rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from seasonal.capacity.inputs import Connections, RouteLoad
from seasonal.capacity.running import Target, replicas_running, workers_running
from seasonal.capacity.workers import Burst
from seasonal.planning.calendar import PlannedSeason, SeasonCalendar
from seasonal.planning.demand import NORMAL, Demand
from seasonal.scaling.caps import Caps
from seasonal.scaling.fleet import Deployment, Size, Workers
from seasonal.scaling.raised import Raised, at_rest, cut, raised
from seasonal.scaling.windows import Planned, Span, Window

# A season's id (None: outside of all) and how many times the normal load.
Asked = tuple[tuple[int | None, Decimal], ...]


def asked_by(demand: Demand) -> Asked:
    """What an instant asks: each season that is felt, with the campaign in it, and the campaign by itself.

    They overlap, and the one that wants the most counts.
    """
    times = demand.campaign.factor if demand.campaign else NORMAL
    felt = [each for each in (demand.season, *demand.others) if each]
    return ((None, times), *((each.season.pk, each.found.factor * times) for each in felt))


def _id(season: PlannedSeason | None) -> int | None:
    return season.pk if season else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteModel:
    """A workload of a territory: how much a replica is to be used, and how many were approved, by a season's id.

    None as a season's id: outside of all, and for campaigns alone.
    """

    size: Size
    load: RouteLoad
    targets: Mapping[int | None, Target]
    caps: Mapping[int | None, Caps]

    def cap(self, season: int | None, day: date) -> int:
        """How many were approved for a season, by its id, on a local day."""
        return self.caps[season if season in self.caps else None].on(day)

    def replicas(self, season: int | None, factor: Decimal) -> int:
        """How many carry `factor` times the normal load, whatever was approved."""
        return replicas_running(self.load, factor, self.targets[season if season in self.targets else None])

    def wanted(self, asked: Asked, day: date) -> int:
        """How many there are to be where so much is asked (`asked_by`), each within what is approved on the local day
        for it. The one place that says so: manifests are proven by it, and alerts hold the fleet against it."""
        most = max(min(self.replicas(season, factor), self.cap(season, day)) for season, factor in asked)
        return max(most, self.size.floor)

    def planned(self, times: Sequence[Raised]) -> list[Planned]:
        """Where more than the floor is wanted: cut where another number was approved."""
        found: list[Planned] = []
        for whole in times:
            season = _id(whole.season)
            caps = self.caps[season if season in self.caps else None]
            for each in cut(whole, caps.changes(whole.first, whole.last)):
                shape = Span if each.nights else Window
                planned = shape(
                    name=each.name,
                    first=each.first,
                    last=each.last,
                    from_hour=each.from_hour,
                    to_hour=each.to_hour,
                    replicas=self.replicas(season, each.factor),
                    cap=caps.on(each.first),
                    season=season,
                )
                if planned.replicas > self.size.floor:
                    found.append(planned)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetModel:
    """The fleet of a year. `calendar`: on full hours; `workers`, `database`: utilisation (0 to 1) by a season's id.

    None as a season's id: outside of all.
    """

    year: int
    calendar: SeasonCalendar
    routes: Sequence[RouteModel]
    bursts: Sequence[Burst]
    workers: Mapping[int | None, Target]
    database: Mapping[int | None, Decimal]
    connections: Connections

    def deployments(self) -> list[Deployment]:
        """Every deployment, with the times at which it is scaled beforehand."""
        times = {route.size.territory: self._raised(route) for route in self.routes}
        return [Deployment(route.size, route.planned(times[route.size.territory])) for route in self.routes]

    def workers_size(self) -> Workers:
        """Workers: what the bursts take at rest, and at most what the largest factor of the year makes of them."""
        highest = [
            workers_running(self.bursts, each.factor, self.workers[_id(each.season)])
            for territory in {route.size.territory: route for route in self.routes}.values()
            for each in self._raised(territory)
        ]
        least = max(workers_running(self.bursts, NORMAL, self.workers[None]), 1)
        return Workers(floor=least, cap=max(least, *highest, 1))

    def usable_connections(self, day: date) -> int:
        """How many connections the processes may hold on a Berlin day: of several seasons the strictest counts."""
        shares = [self.database[each.pk] for each in self.calendar.seasons if day in each]
        share = min(shares, default=self.database[None])
        return floor((self.connections.max_connections - self.connections.reserved) * Fraction(share))

    def _raised(self, route: RouteModel) -> list[Raised]:
        return [at_rest(self.year), *raised(self.calendar, route.size.territory, self.year)]
