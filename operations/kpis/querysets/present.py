"""The present values, as pages and the API show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings

from core.models import User
from core.walltime import berlin_wall
from operations.kpis.measuring import ALL, measure_all, scope_key, territories_seen_by
from operations.kpis.models import KpiSnapshot
from operations.kpis.querysets.targets import Targets
from operations.kpis.registry import Kpi
from operations.kpis.rights import own_territories
from operations.kpis.verdicts import Verdict, verdict_on
from operations.kpis.windows import present_window
from seasonal.models import Season

# A snapshot that missed so many refreshes is measured anew: better slow than wrong.
_REFRESHES = 5
_DIGITS = 6  # as snapshots keep them
_Found = Mapping[str, tuple[Decimal | None, int]]


@dataclass(frozen=True, slots=True)
class Value:
    """A value in a territory (empty: in all that the user sees); None where nothing was there to count."""

    territory: str
    value: Decimal | None
    population: int
    target: Decimal | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Present:
    """What a KPI is now: in total, and in each of the user's territories. `is_live`: measured for this answer."""

    kpi: Kpi
    total: Value
    territories: Sequence[Value]
    measured_at: datetime
    is_live: bool

    @property
    def window(self) -> tuple[datetime, datetime]:
        """The time that it covers."""
        return present_window(self.kpi, self.measured_at)


class PresentValues:
    """The present values of `kpis` for one user at `now` (aware). Snapshots, targets and seasons are one query each.

    What no snapshot holds, or one that is too old, is measured, by one query for all of them.
    """

    def __init__(self, user: User, kpis: Sequence[Kpi], now: datetime) -> None:
        self._now = now
        self._seen = territories_seen_by(user)
        self._territories = own_territories(user)
        self._targets = Targets()
        self._today = berlin_wall(now).date()
        self.seasons = list(Season.objects.on(self._today))
        self._snapshots: dict[str, dict[str, KpiSnapshot]] = {}
        self._place = ALL if ALL in self._seen else scope_key(self._territories)
        # Who sees nothing has no place: its name would be that of the total of all.
        places = [self._place, *self._territories] if self._seen else []
        for row in KpiSnapshot.objects.filter(territory__in=places):
            self._snapshots.setdefault(row.kpi, {})[row.territory] = row
        asked = {kpi: present_window(kpi, now) for kpi in kpis if self._seen and self._kept(kpi) is None}
        self._measured = measure_all(asked, territories=self._seen, now=now)

    def of(self, kpi: Kpi) -> Present:
        """The present value of one of the KPIs."""
        kept = self._kept(kpi)
        # What is seen of one territory only is that territory.
        place = self._territories[0] if len(self._territories) == 1 else ALL
        if kept is None:
            rows = self._measured.get(kpi, ())
            found: _Found = {row.territory: (row.value, row.population) for row in rows}
            total, measured_at = place, self._now
        else:
            found = {row.territory: (row.value, row.population) for row in kept.values()}
            total, measured_at = self._place, next(iter(kept.values())).measured_at
        return Present(
            kpi=kpi,
            total=self._value(kpi, ALL, found.get(total, (None, 0)), place),
            territories=[self._value(kpi, each, found.get(each, (None, 0)), each) for each in self._territories],
            measured_at=measured_at,
            is_live=kept is None,
        )

    def _kept(self, kpi: Kpi) -> dict[str, KpiSnapshot] | None:
        rows = self._snapshots.get(kpi.name)
        if not rows or self._place not in rows:
            return None
        age = self._now - min(row.measured_at for row in rows.values())
        return rows if age <= timedelta(seconds=_REFRESHES * settings.KPI_REFRESH_SECONDS) else None

    def _value(self, kpi: Kpi, territory: str, found: tuple[Decimal | None, int], place: str) -> Value:
        value, population = found
        value = None if value is None else round(value, _DIGITS)
        kinds = [season.kind for season in self.seasons]
        target = self._targets.target(kpi.name, territory=place, seasons=kinds, on=self._today)
        return Value(territory, value, population, target, verdict_on(kpi, value, population, target))
