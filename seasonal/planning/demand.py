"""How many times the normal load there is: at an instant, and hour by hour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from core.territory import Territory
from seasonal.capacity.factors import TerritoryFactor
from seasonal.planning.calendar import Hours, PlannedCampaign, PlannedSeason, SeasonCalendar
from seasonal.scaling.windows import ZONES

NORMAL = Decimal(1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Felt:
    """A season on a day in a territory: its factor, and the hours in which it is felt; none: never there."""

    season: PlannedSeason
    found: TerritoryFactor
    hours: Hours | None


@dataclass(frozen=True, slots=True)
class Demand:
    """The load of an instant as a multiple of the normal.

    `season` is the one that won, `others` those that are felt as well: overlaps take the maximum, and are not added.
    Of campaigns likewise the strongest counts; it raises what the season makes.
    """

    factor: Decimal
    season: Felt | None
    others: Sequence[Felt]
    campaign: PlannedCampaign | None


class TerritoryDemand:
    """The demand of one territory; keeps the factors of days that it was asked about."""

    def __init__(
        self, calendar: SeasonCalendar, territory: Territory, supposed: Mapping[int, Decimal] | None = None
    ) -> None:
        """`supposed`: a season's id -> a factor to compute with instead of its own ("what if")."""
        self._calendar, self.territory, self.zone = calendar, territory, ZONES[territory]
        self._supposed = supposed or {}
        self._days: dict[date, list[Felt]] = {}

    @cached_property
    def _campaigns(self) -> list[PlannedCampaign]:
        mine = [each for each in self._calendar.campaigns if each.territory == self.territory]
        return sorted(mine, key=lambda each: (-each.factor, each.starts_at))

    def on(self, day: date) -> list[Felt]:
        """The seasons of a day that raise the load, the largest first."""
        if day not in self._days:
            felt = [
                Felt(each, self._factor(each, day), each.hours.get(self.territory))
                for each in self._calendar.seasons
                if day in each
            ]
            raised = [each for each in felt if each.found.factor > NORMAL]
            self._days[day] = sorted(raised, key=lambda each: -each.found.factor)
        return self._days[day]

    def _factor(self, season: PlannedSeason, day: date) -> TerritoryFactor:
        found = self._calendar.factor(season, self.territory, day)
        return replace(found, factor=self._supposed[season.pk]) if season.pk in self._supposed else found

    def at(self, instant: datetime) -> Demand:
        """The demand of an aware instant."""
        local = instant.astimezone(self.zone)
        felt = [
            each
            for each in self.on(local.date())
            if each.hours and each.hours.from_hour <= local.hour < each.hours.to_hour
        ]
        campaign = next((each for each in self._campaigns if each.starts_at <= instant < each.ends_at), None)
        factor = felt[0].found.factor if felt else NORMAL
        if campaign:
            factor *= campaign.factor
        return Demand(factor, felt[0] if felt else None, felt[1:], campaign)

    def peak_of(self, day: date) -> Decimal:
        """The largest factor of a day there, campaigns included: what a calendar shows."""
        begin = datetime(day.year, day.month, day.day, tzinfo=self.zone).astimezone(UTC)
        return max(self.at(begin + hour * _HOUR).factor for hour in range(24))

    def hourly(self, begin: datetime, end: datetime) -> list[tuple[datetime, Demand]]:
        """The demand of every hour from `begin` up to `end` (aware)."""
        at, found = begin.astimezone(UTC), []
        while at < end:
            found.append((at, self.at(at)))
            at += _HOUR
        return found


def levels(demand: TerritoryDemand, first: date, last: date) -> dict[Decimal, int]:
    """How many hours of the days from `first` to `last` (local, both included) have which factor."""
    day_after = last + timedelta(days=1)
    begin, end = (datetime(day.year, day.month, day.day, tzinfo=demand.zone) for day in (first, day_after))
    counted: dict[Decimal, int] = {}
    for _at, found in demand.hourly(begin, end):
        counted[found.factor] = counted.get(found.factor, 0) + 1
    return counted
