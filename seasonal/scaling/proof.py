"""The proof of a year: read from the files alone, what KEDA makes of them is what the model wants, hour by hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from core.territory import Territory
from core.walltime import berlin_wall
from seasonal.capacity.connections import RELAY, WORKERS, holders_behind
from seasonal.planning.demand import TerritoryDemand
from seasonal.scaling.model import Asked, FleetModel, RouteModel, asked_by
from seasonal.scaling.rendering import documents_in
from seasonal.scaling.scaled_objects import process_name
from seasonal.scaling.simulation import Difference, simulate
from seasonal.scaling.windows import ZONES


@dataclass(frozen=True, slots=True, kw_only=True)
class TooMany:
    """An hour in which the processes may hold more of the database's connections than there are for them."""

    at: datetime
    used: int
    usable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a year came to. `used`: the most connections of any hour, `left`: the fewest that remain."""

    hours: int
    differences: Mapping[str, Sequence[Difference]] = field(default_factory=dict)
    too_many: Sequence[TooMany] = ()
    used: int = 0
    left: int = 0

    @property
    def holds(self) -> bool:
        """Whether every hour is as the model wants it, and every process gets its connections."""
        return not self.too_many and not any(self.differences.values())


def prove(files: Mapping[str, str], model: FleetModel) -> Proof:
    """Simulate every hour of the model's year (Berlin) from the files. KeyError: one of the model's is not in them."""
    objects, wanted = scaled_objects_in(files), wanted_by_hour(model)
    begin, end = year_in_berlin(model.year)
    each = model.connections
    most = {name: int(objects[process_name(name)]["spec"]["maxReplicaCount"]) for name in (WORKERS, RELAY)}
    holders = holders_behind(workers=most[WORKERS], relays=most[RELAY], per_worker=each.per_worker)
    behind = sum(holder.connections for holder in holders)
    used: dict[datetime, int] = {}
    found = {}
    for route in model.routes:
        name = route.size.name
        given = list(simulate(objects[name], begin, end))
        for at, replicas in given:
            used[at] = used.get(at, behind) + replicas * each.per_replica[route.size.workload]
        pairs = zip(given, wanted[name], strict=True)
        found[name] = [Difference(at, replicas, right) for (at, replicas), right in pairs if replicas != right]
    usable = {day: model.usable_connections(day) for day in {berlin_wall(at).date() for at in used}}
    room = {at: usable[berlin_wall(at).date()] for at in used}
    return Proof(
        hours=len(used),
        differences=found,
        too_many=[TooMany(at=at, used=count, usable=room[at]) for at, count in used.items() if count > room[at]],
        used=max(used.values(), default=0),
        left=min((room[at] - count for at, count in used.items()), default=0),
    )


def wanted_by_hour(model: FleetModel) -> dict[str, list[int]]:
    """A deployment's name -> the replicas that the model wants in each hour of its year, from the demand itself."""
    begin, end = year_in_berlin(model.year)
    territories = dict.fromkeys(route.size.territory for route in model.routes)
    asked = {
        territory: [
            (asked_by(demand), at.astimezone(ZONES[territory]).date())
            for at, demand in TerritoryDemand(model.calendar, territory).hourly(begin, end)
        ]
        for territory in territories
    }
    return {route.size.name: _wanted(route, asked[route.size.territory]) for route in model.routes}


def year_in_berlin(year: int) -> tuple[datetime, datetime]:
    """Its first instant, and that of the next."""
    begin, end = (datetime(each, 1, 1, tzinfo=ZONES[Territory.DE]).astimezone(UTC) for each in (year, year + 1))
    return begin, end


def scaled_objects_in(files: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Name -> ScaledObject, of all files."""
    documents = [document for text in files.values() for document in documents_in(text)]
    return {each["metadata"]["name"]: each for each in documents if each["kind"] == "ScaledObject"}


def _wanted(route: RouteModel, hours: Sequence[tuple[Asked, date]]) -> list[int]:
    known = {each: route.wanted(*each) for each in set(hours)}
    return [known[each] for each in hours]
