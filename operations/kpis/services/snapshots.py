"""Refreshing the present values, beside whoever reads them."""

from collections.abc import Sequence
from dataclasses import replace

import structlog
from django.db import DatabaseError, transaction

from core.dbclock import database_now
from core.models import User
from core.territory import Territory
from core.walltime import berlin_wall
from operations.kpis.measuring import ALL, Measurement, measure, scope_key, territories_seen_by
from operations.kpis.models import KpiSnapshot
from operations.kpis.querysets.targets import Targets
from operations.kpis.registry import KPIS, Kpi
from operations.kpis.services.limits import limit_statements
from operations.kpis.windows import present_window
from seasonal.models import Season

# A figure that takes longer than this is not worth holding up the others.
STATEMENT_TIMEOUT = "10s"

log = structlog.get_logger(__name__)


def refresh_snapshots() -> dict[str, int]:
    """Measure every KPI as it is now, for all territories and for each two that somebody sees; how many values.

    Each in a transaction of its own. A territory that has nothing to count has no value, but its target: its first case
    is held against that.

    A KPI that cannot be measured keeps its last value, whose age then says so; the others go on, and the first error is
    raised at the end.
    """
    targets, pairs, failed, written = Targets(), _pairs(), [], 0
    for kpi in KPIS.values():
        try:
            written += _refresh(kpi, targets, pairs)
        except DatabaseError as error:
            log.exception("a KPI cannot be measured", kpi=kpi.name)
            failed.append(error)
    if failed:
        raise failed[0]
    return {"kpis": len(KPIS), "values": written}


def _pairs() -> list[tuple[str, ...]]:
    """Two of three territories that somebody sees: their total is in none of the other values."""
    seen = User.objects.filter(is_active=True, is_superuser=False).values_list("territories", flat=True).distinct()
    own = {tuple(sorted({*territories} & {*Territory.values})) for territories in seen}
    return sorted(territories for territories in own if len(territories) == 2)


@transaction.atomic
def _refresh(kpi: Kpi, targets: Targets, pairs: Sequence[Sequence[str]]) -> int:
    limit_statements(STATEMENT_TIMEOUT)
    now = database_now()
    edges = present_window(kpi, now)
    found = measure(kpi, edges=edges, territories=territories_seen_by(None), now=now)
    empty = {*Territory.values} - {each.territory for each in found}
    found += [replace(found[0], territory=each, value=None, population=0) for each in sorted(empty)]
    for pair in pairs:
        total = next(each for each in measure(kpi, edges=edges, territories=pair, now=now) if each.territory == ALL)
        found.append(replace(total, territory=scope_key(pair)))
    today = berlin_wall(now).date()
    seasons = list(Season.objects.on(today).values_list("kind", flat=True))

    def snapshot(measured: Measurement) -> KpiSnapshot:
        return KpiSnapshot(
            kpi=kpi.name,
            territory=measured.territory,
            value=measured.value,
            population=measured.population,
            # Of two territories none has a target of its own.
            target=targets.target(
                kpi.name,
                territory=measured.territory if measured.territory in Territory.values else ALL,
                seasons=seasons,
                on=today,
            ),
            measured_at=now,
        )

    KpiSnapshot.objects.bulk_create(
        [snapshot(measured) for measured in found],
        update_conflicts=True,
        unique_fields=["kpi", "territory"],
        update_fields=["value", "population", "target", "measured_at"],
    )
    KpiSnapshot.objects.filter(kpi=kpi.name, measured_at__lt=now).delete()
    return len(found)
