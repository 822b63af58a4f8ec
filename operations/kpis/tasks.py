"""Periodic work on key figures."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings

from core.services.jobs import run_once, slot_of
from operations.kpis.services.snapshots import refresh_snapshots
from operations.kpis.services.trends import refresh_trends

REFRESH = "kpi_refresh"


@shared_task
def refresh_kpis() -> None:
    """Every KPI_REFRESH_SECONDS: the present values, for metrics, alerts and pages."""
    run_once(job=REFRESH, slot=slot_of(timedelta(seconds=settings.KPI_REFRESH_SECONDS)), work=_refresh)


def _refresh() -> dict[str, int]:
    return refresh_snapshots() | refresh_trends()
