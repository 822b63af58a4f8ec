"""Refreshing how key figures went before, now and then: what is over hardly changes."""

from datetime import datetime, timedelta
from itertools import combinations

import structlog
from django.db import DatabaseError, connection, transaction

from core.dbclock import database_now
from core.territory import Territory
from operations.kpis.measuring import ALL, Measurement, measure, scope_key, territories_seen_by
from operations.kpis.models import KpiTrend
from operations.kpis.registry import KPIS, Kpi
from operations.kpis.services.limits import limit_statements
from operations.kpis.windows import trend_edges

EVERY = timedelta(hours=1)
# As long as a page looks back by day, and a little more.
QUESTIONS_KEPT = timedelta(days=430)
STATEMENT_TIMEOUT = "20s"

log = structlog.get_logger(__name__)


def refresh_trends() -> dict[str, int]:
    """Measure the past windows of each KPI whose trend is older than an hour; how many. Each in its own transaction.

    One that cannot be measured keeps its trend; the others go on, and the first error is raised at the end.
    """
    now, refreshed, failed = database_now(), 0, []
    young = set(KpiTrend.objects.filter(measured_at__gt=now - EVERY).values_list("kpi", flat=True))
    for kpi in KPIS.values():
        if kpi.name in young:
            continue
        try:
            _refresh(kpi, now)
            refreshed += 1
        except DatabaseError as error:
            log.exception("the trend of a KPI cannot be measured", kpi=kpi.name)
            failed.append(error)
    if refreshed:
        _forget_questions()
    if failed:
        raise failed[0]
    return {"trends": refreshed}


def _forget_questions() -> None:
    """The one kind of rows that is kept for a key figure alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_runbook_question_times(make_interval(days => %s))", [QUESTIONS_KEPT.days])


@transaction.atomic
def _refresh(kpi: Kpi, now: datetime) -> None:
    limit_statements(STATEMENT_TIMEOUT)
    edges = trend_edges(kpi, now)[:-1]
    whole = measure(kpi, edges=edges, territories=territories_seen_by(None), now=now)
    totals = {scope_key(Territory.values): (whole, ALL)}
    totals |= {territory: (whole, territory) for territory in Territory.values}
    for pair in combinations(Territory.values, 2):
        totals[scope_key(pair)] = (measure(kpi, edges=edges, territories=pair, now=now), ALL)

    def trend(scope: str, measured: list[Measurement], place: str) -> KpiTrend:
        by_window = {each.since: each.value for each in measured if each.territory == place}
        values = [None if (value := by_window.get(since)) is None else round(value, 6) for since in edges[:-1]]
        return KpiTrend(kpi=kpi.name, scope=scope, values=values, measured_at=now)

    KpiTrend.objects.bulk_create(
        [trend(scope, *found) for scope, found in totals.items()],
        update_conflicts=True,
        unique_fields=["kpi", "scope"],
        update_fields=["values", "measured_at"],
    )
