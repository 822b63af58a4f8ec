"""What runs in the background for runbooks."""

from datetime import timedelta

from celery import shared_task

from core.services.jobs import run_once, slot_of
from operations.runbooks.services.verifying import verify_runbooks

VERIFY = "verify_runbooks"


@shared_task
def verify_runbooks_nightly() -> None:
    """Each night: does everything that runbooks name still exist? The result is a metric."""
    run_once(job=VERIFY, slot=slot_of(timedelta(days=1)), work=verify_runbooks)
