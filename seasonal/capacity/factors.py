"""How many times the normal load a season brings to a territory.

The larger of the overall planning factor, which is said of the main market alone, and the uplifts of the regions, each
weighted by the region's share of the territory's load. An uplift of +300 % is a factor of 4.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

ONE = Decimal(1)


class SharesError(ValueError):
    """The shares of a territory's regions are not the whole of it, or a share or uplift is not possible."""


class Basis(StrEnum):
    """Where a factor came from."""

    OVERALL = "overall"
    REGIONS = "regions"
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a territory: its `share` of the load there (0 to 1), and its `uplift` in a season (3 = +300 %)."""

    name: str
    share: Decimal
    uplift: Decimal

    @property
    def factor(self) -> Decimal:
        """How many times the normal: +300 % is 4."""
        return ONE + self.uplift

    @property
    def contribution(self) -> Decimal:
        """What the region adds to its territory's factor."""
        return self.share * self.factor


@dataclass(frozen=True, slots=True)
class TerritoryFactor:
    """A territory's factor, where it came from, and what else there was."""

    factor: Decimal
    basis: Basis
    overall: Decimal | None
    regions: Decimal | None


def factor_of_uplift(percent: Decimal) -> Decimal:
    """The factor of an uplift in percent: 300 is 4. SharesError below -100."""
    if percent < -100:
        raise SharesError(f"An uplift of {percent} % would be less than nothing.")
    return ONE + percent / 100


def weighted(regions: Sequence[Region]) -> Decimal:
    """The share-weighted factor of a territory's regions. SharesError where the shares do not come to 1."""
    for region in regions:
        if not 0 <= region.share <= 1 or region.uplift < -1:
            raise SharesError(f"{region.name}: a share lies between 0 and 100 %, an uplift is -100 % or more.")
    total = sum((region.share for region in regions), Decimal(0))
    if total != 1:
        raise SharesError(f"The shares come to {total * 100:f} %, not to 100 %.")
    return sum((region.contribution for region in regions), Decimal(0))


def territory_factor(*, overall: Decimal | None, regions: Sequence[Region]) -> TerritoryFactor:
    """The factor of a territory in a season. `overall`: of the main market, else None. Never below what is normal."""
    by_regions = weighted(regions) if regions else None
    factor, basis = ONE, Basis.NORMAL
    for candidate, name in ((by_regions, Basis.REGIONS), (overall, Basis.OVERALL)):
        if candidate is not None and candidate > factor:
            factor, basis = candidate, name
    return TerritoryFactor(factor, basis, overall, by_regions)
