"""Which target holds."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from operations.kpis.models import KpiTarget

# The one season that stands for any in which the load is a multiple.
PEAK = "peak"


class Targets:
    """All targets, read once. `season_of`: the seasons of a day are asked for by the caller."""

    def __init__(self, rows: Iterable[KpiTarget] | None = None) -> None:
        self._rows: dict[tuple[str, str, str], list[KpiTarget]] = {}
        for row in KpiTarget.objects.order_by("-valid_from") if rows is None else rows:
            self._rows.setdefault((row.kpi, row.territory, row.season), []).append(row)

    def target(self, kpi: str, *, territory: str, seasons: Iterable[str], on: date) -> Decimal | None:
        """The target of a KPI in a territory (empty: in all) on a Berlin day within `seasons`, if there is one.

        The most particular one: by territory and season, by season, by territory, any; of those the latest.
        """
        named = [*seasons]
        for season in ([*named, PEAK] if named else []) + [""]:
            for place in dict.fromkeys((territory, "")):
                for row in self._rows.get((kpi, place, season), ()):
                    if row.valid_from <= on:
                        return row.target
        return None
