"""The jobs of every tick, and whether one of them has stopped."""

from django.conf import settings

from core.services.jobs import seconds_since_success

ESCALATE, WATCH, AUDIT = "escalate", "watch_rules", "audit_escalation"
# So many ticks without success, and a job is taken to be dead.
TICKS = 3


def has_stopped(job: str) -> bool:
    """Whether a job of every tick has not succeeded for so many ticks, or never did."""
    age = seconds_since_success(job)
    return age is None or age >= TICKS * settings.INCIDENT_TICK_SECONDS
