"""What happens without anybody asking: escalation, watching our own data, and the proof that both are alive."""

from dataclasses import asdict
from datetime import datetime, timedelta

import pghistory
from celery import shared_task
from django.conf import settings

from core.services.jobs import run_once, slot_of
from operations.incidents.services.auditing import audit_escalation as audit
from operations.incidents.services.escalation import escalate as escalate_all
from operations.incidents.services.watching import watch_rules as watch
from operations.incidents.ticking import AUDIT, ESCALATE, WATCH


@shared_task
def escalate() -> None:
    """Every INCIDENT_TICK_SECONDS: rate, notify, call the next ones."""
    run_once(job=ESCALATE, slot=_slot(), work=_escalate)


@shared_task
def watch_rules() -> None:
    """Every INCIDENT_TICK_SECONDS: what our own data say that an alert would say too."""
    run_once(job=WATCH, slot=_slot(), work=_watch)


@shared_task
def audit_escalation() -> None:
    """Every five ticks: has everyone been notified who should have been?"""
    run_once(job=AUDIT, slot=_slot(5), work=audit)


def _slot(ticks: int = 1) -> datetime:
    return slot_of(timedelta(seconds=ticks * settings.INCIDENT_TICK_SECONDS))


def _escalate() -> dict[str, int]:
    with pghistory.context(source="task"):
        return asdict(escalate_all())


def _watch() -> dict[str, int]:
    with pghistory.context(source="task"):
        return watch()
