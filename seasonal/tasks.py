"""What runs in the background for seasons."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings

from core.dbclock import database_now
from core.services.jobs import run_once, slot_of
from seasonal.querysets.load_now import load_planned_at

LOAD = "season_load"


@shared_task
def refresh_load_now() -> None:
    """Every KPI_REFRESH_SECONDS: what is planned for this instant. A scrape reads the result of the run."""
    run_once(
        job=LOAD,
        slot=slot_of(timedelta(seconds=settings.KPI_REFRESH_SECONDS)),
        work=lambda: load_planned_at(database_now()),
    )
