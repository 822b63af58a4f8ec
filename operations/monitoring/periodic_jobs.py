"""How old the last success of a periodic job may be: by how often `freshops.schedule` runs it, as the tests prove."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings

from seasonal.tasks import RESUME_SECONDS, SWITCH_SECONDS

# The longest day of the year has 25 hours, and the job itself takes its time.
DAILY_LIMIT = timedelta(hours=26)
# Short enough for whoever waits, and longer than a restart takes.
LEAST_LIMIT = timedelta(minutes=15)
# A run that comes late, and one that fails, need nobody yet.
INTERVALS = 3

DAILY = (
    "clean_up",
    "journal_partitions",
    "forget_deliveries",
    "verify_protection",
    "verify_runbooks",
    "audit_nightly",
    "milestone_checks",
    "daily_reminders",
)


def age_limits() -> Mapping[str, timedelta]:
    """By the name under which a job's runs are recorded: the age from which on its last success is too old.

    The heartbeat and the relay are not in it: they have alerts of their own.
    """
    often = {job: max(INTERVALS * timedelta(seconds=every), LEAST_LIMIT) for job, every in _intervals().items()}
    return dict.fromkeys(DAILY, DAILY_LIMIT) | often


def _intervals() -> Mapping[str, int]:
    """Seconds between two runs, of what does not run at an hour of the day."""
    refresh, sweep, tick = settings.KPI_REFRESH_SECONDS, settings.REMINDER_SWEEP_SECONDS, settings.INCIDENT_TICK_SECONDS
    return {
        "kpi_refresh": refresh,
        "lead_counts": refresh,
        "season_load": refresh,
        "audit": sweep,
        "debt_sweep": sweep,
        "late_notices": sweep,
        "reminder_sweep": sweep,
        "escalate": tick,
        "watch_rules": tick,
        "audit_escalation": 5 * tick,
        "provisionings": RESUME_SECONDS,
        "switch_seasons": SWITCH_SECONDS,
    }
