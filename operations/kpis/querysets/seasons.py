"""The seasons that a key figure can be asked about, and the territories that feel them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from seasonal.models import Season, Uplift
from seasonal.planning.calendar import MAIN_MARKET


@dataclass(frozen=True, slots=True)
class FeltSeason:
    """A season, and the territories whose load it is planned to raise; none where nothing has been planned yet."""

    season: Season
    territories: frozenset[str]

    def concerns(self, territories: Collection[str]) -> bool:
        """Whether one of the territories feels it, or nobody has said yet who does."""
        return not self.territories or not self.territories.isdisjoint(territories)


def felt_seasons() -> list[FeltSeason]:
    """All seasons, the newest first. One query."""
    raised = Uplift.objects.filter(season=OuterRef("pk"), percent__gt=0).order_by().values("region__territory")
    rows: Iterable[Any] = Season.objects.annotate(raised=ArraySubquery(raised)).order_by("-starts_on", "-pk")
    return [FeltSeason(row, frozenset([*row.raised, *_by_overall_factor(row)])) for row in rows]


def _by_overall_factor(season: Season) -> Collection[str]:
    # It is the main market's alone.
    return [MAIN_MARKET] if season.overall_factor is not None and season.overall_factor > 1 else []
