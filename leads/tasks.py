"""What runs in the background: ticks of the schedule, each once, however often it is delivered, and long imports."""

from dataclasses import asdict
from datetime import timedelta

import pghistory
from celery import shared_task
from django.conf import settings

from core.dbclock import database_now
from core.services.jobs import run_once, slot_of
from leads.querysets.audit import count_gaps
from leads.querysets.counts import count_leads
from leads.services.debts import sweep_debts
from leads.services.imports import run_import
from leads.services.projection import count_drift
from leads.services.reminders import dispatch_reminders

DAILY, SWEEP, VERIFY = "daily_reminders", "reminder_sweep", "verify_protection"
DEBTS, COUNT_LEADS = "debt_sweep", "lead_counts"
AUDIT, AUDIT_NIGHTLY = "audit", "audit_nightly"
_LATELY = timedelta(days=1)


@shared_task
def send_daily_reminders() -> None:
    """At 08:00 in Berlin, when most reminders fall due."""
    run_once(job=DAILY, slot=slot_of(timedelta(days=1)), work=_dispatch)


@shared_task
def sweep_reminders() -> None:
    """Every REMINDER_SWEEP_SECONDS: what fell due or came back since."""
    run_once(job=SWEEP, slot=slot_of(timedelta(seconds=settings.REMINDER_SWEEP_SECONDS)), work=_dispatch)


@shared_task
def sweep_debts_of_leads() -> None:
    """Every REMINDER_SWEEP_SECONDS: holds that came to their planned end while something was still owed."""
    run_once(job=DEBTS, slot=slot_of(timedelta(seconds=settings.REMINDER_SWEEP_SECONDS)), work=_sweep_debts)


@shared_task
def count_leads_for_metrics() -> None:
    """Every KPI_REFRESH_SECONDS: how many leads there are of each kind. A scrape reads the result of the run."""
    run_once(job=COUNT_LEADS, slot=slot_of(timedelta(seconds=settings.KPI_REFRESH_SECONDS)), work=count_leads)


@shared_task
def audit_events() -> None:
    """Every REMINDER_SWEEP_SECONDS: has what was recorded in the last day its event? The result is a metric."""
    slot = slot_of(timedelta(seconds=settings.REMINDER_SWEEP_SECONDS))
    run_once(job=AUDIT, slot=slot, work=lambda: count_gaps(since=database_now() - _LATELY))


@shared_task
def audit_events_nightly() -> None:
    """Each night: has all that was ever recorded its event?"""
    run_once(job=AUDIT_NIGHTLY, slot=slot_of(timedelta(days=1)), work=count_gaps)


@shared_task
def verify_protection_nightly() -> None:
    """Each night: does the projection say what the facts come to? The result is a metric, and drift an alert."""
    run_once(job=VERIFY, slot=slot_of(timedelta(days=1)), work=count_drift)


@shared_task
def import_leads(import_id: int) -> None:
    """Import a file that is too long to wait for. Delivered twice it does nothing; after a crash it goes on."""
    run_import(import_id=import_id)


def _sweep_debts() -> dict[str, int]:
    with pghistory.context(source="task"):
        return sweep_debts()


def _dispatch() -> dict[str, int]:
    with pghistory.context(source="task"):
        return asdict(dispatch_reminders())
