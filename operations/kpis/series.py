"""A key figure over time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

from django.db import transaction
from django.db.utils import OperationalError
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from core.models import User
from core.operating import Feature, refuse_if_switched_off
from core.walltime import berlin_wall
from operations.kpis.errors import KpiTooSlow
from operations.kpis.measuring import ALL, Measurement, measure
from operations.kpis.periods import Period
from operations.kpis.querysets.targets import Targets
from operations.kpis.registry import Kpi
from operations.kpis.rights import own_territories, scope_for
from operations.kpis.services.limits import limit_statements
from operations.kpis.verdicts import Verdict, verdict_on
from seasonal.models import Season

STATEMENT_TIMEOUT = "5s"
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """The value of one bucket, or (with a territory) of the whole time there; None: nothing was there to count."""

    since: datetime
    until: datetime
    territory: str
    value: Decimal | None
    population: int
    target: Decimal | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Series:
    """A KPI over a period: bucket by bucket, as a whole, and as a whole by territory; the seasons that it touches."""

    kpi: Kpi
    period: Period
    territory: str
    points: Sequence[Point]
    whole: Point
    by_territory: Sequence[Point]
    seasons: Sequence[Season]


def series(
    kpi: Kpi, *, period: Period, territory: str, user: User, now: datetime, seasons: Sequence[Season] | None = None
) -> Series:
    """A KPI as the user sees it, in one of their territories or (empty) in all of them, measured now.

    `seasons`: those of the period, by their beginning, where the caller has read them already; it saves one of four
    queries. Raises TerritoryRefused, KpiTooSlow where a statement takes longer than 5 s, or FeatureSwitchedOff while
    measuring rests for a season.
    """
    refuse_if_switched_off(Feature.KPI_SERIES)
    scope = scope_for(user, territory)
    places = [territory] if territory else own_territories(user)
    place = places[0] if len(places) == 1 else ALL
    if seasons is None:
        seasons = list(Season.objects.touching(period.first, period.last))
    judge = _Judge(kpi, [season for season in seasons if season.is_peak])  # as for the present value
    edges = period.edges
    points = {each.since: each for each in _measured(kpi, edges, scope, now) if each.territory == place}
    whole = {each.territory: each for each in _measured(kpi, (edges[0], edges[-1]), scope, now)}

    def point(found: Measurement | None, since: datetime, until: datetime, at: str) -> Point:
        return judge.point(found, since, until, at)

    return Series(
        kpi=kpi,
        period=period,
        territory=territory,
        points=[point(points.get(since), since, until, place) for since, until in pairwise(edges)],
        whole=point(whole.get(place), edges[0], edges[-1], place),
        by_territory=[point(whole.get(each), edges[0], edges[-1], each) for each in places],
        seasons=seasons,
    )


def _measured(kpi: Kpi, edges: Sequence[datetime], scope: Sequence[str], now: datetime) -> list[Measurement]:
    if not scope:
        return []
    try:
        with transaction.atomic():
            limit_statements(STATEMENT_TIMEOUT)
            return measure(kpi, edges=edges, territories=scope, now=now)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        raise KpiTooSlow(_("That took too long and was stopped. Choose a shorter time.")) from error


class _Judge:
    """Targets and verdicts: of a bucket, the target of its first day."""

    def __init__(self, kpi: Kpi, seasons: Iterable[Season]) -> None:
        self._kpi, self._seasons, self._targets = kpi, list(seasons), Targets()

    def point(self, found: Measurement | None, since: datetime, until: datetime, territory: str) -> Point:
        value = None if found is None or found.value is None else round(found.value, _DIGITS)
        population = found.population if found else 0
        target = self._target(territory, berlin_wall(since).date())
        verdict = verdict_on(self._kpi, value, population, target)
        return Point(since, until, territory, value, population, target, verdict)

    def _target(self, territory: str, day: date) -> Decimal | None:
        kinds = [season.kind for season in self._seasons if season.starts_on <= day <= season.ends_on]
        return self._targets.target(self._kpi.name, territory=territory, seasons=kinds, on=day)
