"""What runs when. One line each; `migrate` brings the database's schedule (django-celery-beat) in line with it."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from celery.schedules import crontab
from django.conf import settings

from core.tasks import HEARTBEAT_SECONDS
from seasonal.tasks import RESUME_SECONDS, SWITCH_SECONDS

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Job:
    """A task and its times: at an `hour` and `minute` of each day in Berlin, or `every` so many seconds."""

    name: str
    task: str
    at: tuple[int, int] | None = None
    every: int | None = None

    def times(self) -> crontab | timedelta:
        """The times as Celery understands them: of a day in Berlin, or the distance between two runs."""
        if self.at:
            return crontab(hour=self.at[0], minute=self.at[1])
        return timedelta(seconds=self.every or 60)

    @property
    def expires(self) -> int:
        """Seconds after which a tick that nobody took is worthless: the next one does the same work."""
        return self.every or 12 * 60 * 60


def jobs() -> list[Job]:
    """All periodic jobs. None between 02:00 and 03:00: one night a year has no such hour, another has two."""
    tick = settings.INCIDENT_TICK_SECONDS
    return [
        Job("heartbeat", "core.tasks.heartbeat", every=HEARTBEAT_SECONDS),
        Job("clean up", "core.tasks.clean_up_nightly", at=(3, 20)),
        Job("journal partitions", "journal.tasks.make_partitions_nightly", at=(3, 30)),
        Job("forget deliveries", "journal.tasks.forget_deliveries_nightly", at=(3, 40)),
        Job("verify protection", "leads.tasks.verify_protection_nightly", at=(4, 10)),
        Job("verify runbooks", "operations.runbooks.tasks.verify_runbooks_nightly", at=(4, 20)),
        Job("audit of everything", "leads.tasks.audit_events_nightly", at=(4, 30)),
        Job("milestone checks", "seasonal.tasks.check_milestones_daily", at=(6, 50)),
        Job("daily reminders", "leads.tasks.send_daily_reminders", at=(8, 0)),
        Job("KPIs", "operations.kpis.tasks.refresh_kpis", every=settings.KPI_REFRESH_SECONDS),
        Job("switch seasons", "seasonal.tasks.switch_seasons", every=SWITCH_SECONDS),
        Job("season load", "seasonal.tasks.refresh_load_now", every=settings.KPI_REFRESH_SECONDS),
        Job("provisionings", "seasonal.tasks.resume_provisionings_of_seasons", every=RESUME_SECONDS),
        Job("lead counts", "leads.tasks.count_leads_for_metrics", every=settings.KPI_REFRESH_SECONDS),
        Job("audit", "leads.tasks.audit_events", every=settings.REMINDER_SWEEP_SECONDS),
        Job("debt sweep", "leads.tasks.sweep_debts_of_leads", every=settings.REMINDER_SWEEP_SECONDS),
        Job("escalation", "operations.incidents.tasks.escalate", every=tick),
        Job("incident rules", "operations.incidents.tasks.watch_rules", every=tick),
        Job(
            "escalation audit", "operations.incidents.tasks.audit_escalation", every=5 * settings.INCIDENT_TICK_SECONDS
        ),
        Job("late milestones", "seasonal.tasks.send_notices_of_late_milestones", every=settings.REMINDER_SWEEP_SECONDS),
        Job("reminder sweep", "leads.tasks.sweep_reminders", every=settings.REMINDER_SWEEP_SECONDS),
    ]
