"""What the journal needs in the background: partitions ahead of time, and room."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings

from core.services.jobs import run_once, slot_of
from journal.services.deliveries import forget_deliveries
from journal.services.partitions import make_partitions

PARTITIONS, FORGET = "journal_partitions", "forget_deliveries"


@shared_task
def make_partitions_nightly() -> None:
    """Make the months to come, so that nothing lands in the default partition."""
    run_once(job=PARTITIONS, slot=slot_of(timedelta(days=1)), work=lambda: {"made": make_partitions()})


@shared_task
def forget_deliveries_nightly() -> None:
    """Forget deliveries that were settled DELIVERIES_KEPT_DAYS ago; the journal keeps the events."""
    older_than = timedelta(days=settings.DELIVERIES_KEPT_DAYS)
    run_once(
        job=FORGET,
        slot=slot_of(timedelta(days=1)),
        work=lambda: {"forgotten": forget_deliveries(older_than=older_than)},
    )
