"""Somebody has to watch and escalate when the workers do not: whoever delivers an alert, in the web server's process.

A stopped worker is an incident like any other, and its notification must not wait in the queue of that worker. What is
lost meanwhile is one too, and its alert alone cannot tell it from what was lost before. Alertmanager repeats its
watchdog every minute, so both go on, more slowly, for as long as workers are away.
"""

import structlog

from operations.incidents.tasks import escalate, watch_rules
from operations.incidents.ticking import ESCALATE, WATCH, has_stopped

logger = structlog.get_logger(__name__)

# In this order: whoever is to be called for what is found is called at once.
JOBS = ((WATCH, watch_rules), (ESCALATE, escalate))


def stand_in_for_workers() -> None:
    """Do here and now what no worker has done for three ticks. Never raises: what was delivered has been kept."""
    for job, work in JOBS:
        if not has_stopped(job):
            continue
        try:
            work()
        except Exception:
            logger.exception("standing_in_failed", job=job)
