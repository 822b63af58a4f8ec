"""Seasons, shares and campaigns as the planning computes with them: loaded once, without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from core.territory import Territory
from seasonal.capacity.factors import Region, TerritoryFactor, factor_of_uplift, territory_factor

MAIN_MARKET = Territory.DE


@dataclass(frozen=True, slots=True)
class Hours:
    """From `from_hour` up to `to_hour` on each day, by the clock on the wall."""

    from_hour: int
    to_hour: int

    def __str__(self) -> str:
        return f"{self.from_hour:02}–{self.to_hour:02}"


@dataclass(frozen=True, slots=True)
class PlannedSeason:
    """A season. `uplifts`: region's code -> percent; `hours`: territory -> hours in which it is felt there."""

    pk: int
    kind: str
    name: str
    first: date
    last: date
    overall: Decimal | None
    uplifts: Mapping[str, Decimal]
    hours: Mapping[str, Hours]

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Shares:
    """How a territory's load is made up from `valid_from` on: regions' codes, names and shares (0 to 1)."""

    territory: str
    valid_from: date
    parts: Sequence[tuple[str, str, Decimal]]
    is_assumption: bool


@dataclass(frozen=True, slots=True)
class PlannedCampaign:
    """A campaign that reaches `ratio` (0 to 1) of a territory's load and multiplies that part by `burst`."""

    name: str
    territory: str
    starts_at: datetime
    ends_at: datetime
    burst: Decimal
    ratio: Decimal

    @property
    def factor(self) -> Decimal:
        """How many times the load it makes of it."""
        return 1 + self.ratio * (self.burst - 1)


@dataclass(frozen=True, slots=True)
class SeasonCalendar:
    """All that the load of a time depends on."""

    seasons: Sequence[PlannedSeason]
    shares: Sequence[Shares]
    campaigns: Sequence[PlannedCampaign]

    def shares_on(self, territory: str, day: date) -> Shares | None:
        """Those that hold in a territory on a day."""
        valid = [each for each in self.shares if each.territory == territory and each.valid_from <= day]
        return max(valid, key=lambda each: each.valid_from, default=None)

    def regions(self, season: PlannedSeason, territory: str, day: date) -> list[Region]:
        """A territory's regions with what the season adds to each."""
        shares = self.shares_on(territory, day)
        return [
            Region(name, share, factor_of_uplift(season.uplifts.get(code, Decimal(0))) - 1)
            for code, name, share in (shares.parts if shares else ())
        ]

    def factor(self, season: PlannedSeason, territory: str, day: date | None = None) -> TerritoryFactor:
        """A season's factor in a territory, by the shares of a day (default: its first), and which basis won."""
        overall = season.overall if territory == MAIN_MARKET else None
        return territory_factor(overall=overall, regions=self.regions(season, territory, day or season.first))
