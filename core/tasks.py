"""Housekeeping that every installation needs."""

from datetime import timedelta

from celery import shared_task

from core.services.housekeeping import clean_up
from core.services.jobs import run_once, slot_of

HEARTBEAT_SECONDS = 30
HEARTBEAT = "heartbeat"


@shared_task
def heartbeat() -> None:
    """Prove that beat, broker, worker and database work together; /readyz and the metrics read the age of it."""
    run_once(job=HEARTBEAT, slot=slot_of(timedelta(seconds=HEARTBEAT_SECONDS)), work=lambda: None)


@shared_task
def clean_up_nightly() -> None:
    """Forget what is no longer needed: old job runs, sessions and tokens that ran out."""
    run_once(job="clean_up", slot=slot_of(timedelta(days=1)), work=clean_up)
