"""Somebody has to escalate when the workers do not: whoever delivers an alert, in the web server's own process.

A stopped worker is an incident like any other, and its notification must not wait in the queue of that worker.
Alertmanager repeats its watchdog every minute, so escalation goes on, more slowly, for as long as workers are away.
"""

import structlog
from django.conf import settings

from core.services.jobs import seconds_since_success
from operations.incidents.tasks import ESCALATE, escalate

# So many ticks without a finished escalation, and it is taken to be dead.
TICKS = 3

logger = structlog.get_logger(__name__)


def stand_in_for_escalation() -> None:
    """Escalate here and now where nobody has for three ticks. Never raises: what was delivered has been kept."""
    age = seconds_since_success(ESCALATE)
    if age is not None and age < TICKS * settings.INCIDENT_TICK_SECONDS:
        return
    try:
        escalate()
    except Exception:
        logger.exception("standing_in_failed")
