"""Who asks how much in a season: each region's part of all requests, at the normal load and at the season's."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from seasonal.capacity.factors import Basis
from seasonal.planning.calendar import PlannedSeason, SeasonCalendar


@dataclass(frozen=True, slots=True)
class Part:
    """A region's share (0 to 1) of all requests: `normal`, and `season` with what the season adds there."""

    territory: str
    region: str
    normal: Decimal
    season: Decimal


def parts_of(calendar: SeasonCalendar, season: PlannedSeason, rates: Mapping[str, Decimal]) -> list[Part]:
    """Every region's part. `rates`: territory -> its normal requests per second.

    Where the overall factor won, a territory's regions keep the proportions that their uplifts give them.
    """
    normal: dict[tuple[str, str], Decimal] = {}
    raised: dict[tuple[str, str], Decimal] = {}
    for territory, rate in rates.items():
        found = calendar.factor(season, territory)
        regions = calendar.regions(season, territory, season.first)
        codes = [code for code, _name, _share in getattr(calendar.shares_on(territory, season.first), "parts", ())]
        if not regions:
            normal[territory, territory], raised[territory, territory] = rate, rate * found.factor
            continue
        scale = found.factor / found.regions if found.basis is not Basis.REGIONS and found.regions else Decimal(1)
        for code, region in zip(codes, regions, strict=True):
            normal[territory, code] = rate * region.share
            raised[territory, code] = rate * region.contribution * scale
    at_rest, at_peak = sum(normal.values()), sum(raised.values())
    return [
        Part(territory, code, normal[territory, code] / at_rest, raised[territory, code] / at_peak)
        for territory, code in normal
    ]
