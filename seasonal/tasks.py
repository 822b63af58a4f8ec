"""What runs in the background for seasons."""

from dataclasses import asdict
from datetime import timedelta

import pghistory
from celery import shared_task
from django.conf import settings

from core.dbclock import database_now
from core.services.jobs import run_once, slot_of
from seasonal.querysets.load_now import load_planned_at
from seasonal.services import switching
from seasonal.services.checking import check_milestones
from seasonal.services.notices import send_late_notices
from seasonal.services.provisioning import provision, resume_provisionings
from seasonal.services.unready import tell_of_unready_seasons

LOAD = "season_load"
RESUME, RESUME_SECONDS = "provisionings", 60
SWITCH, SWITCH_SECONDS = "switch_seasons", 300
CHECK, NOTIFY = "milestone_checks", "late_notices"


@shared_task
def refresh_load_now() -> None:
    """Every KPI_REFRESH_SECONDS: what is planned for this instant. A scrape reads the result of the run."""
    run_once(
        job=LOAD,
        slot=slot_of(timedelta(seconds=settings.KPI_REFRESH_SECONDS)),
        work=lambda: load_planned_at(database_now()),
    )


@shared_task
def check_milestones_daily() -> None:
    """At 06:50 in Berlin: what the system can tell of milestones."""
    run_once(job=CHECK, slot=slot_of(timedelta(days=1)), work=_check)


@shared_task
def send_notices_of_late_milestones() -> None:
    """Every REMINDER_SWEEP_SECONDS: from 07:30 in Berlin on, one mail a person and day about what is late."""
    run_once(job=NOTIFY, slot=slot_of(timedelta(seconds=settings.REMINDER_SWEEP_SECONDS)), work=_notify)


def _check() -> dict[str, int]:
    with pghistory.context(source="task"):
        return asdict(check_milestones())


def _notify() -> dict[str, int]:
    return asdict(send_late_notices())


@shared_task
def provision_season(pk: int) -> None:
    """Asked for by people: all steps of a provisioning that can be taken now."""
    provision(pk)


@shared_task
def resume_provisionings_of_seasons() -> None:
    """Every minute: goes on with provisionings whose worker died, or that no worker was told of."""
    slot = slot_of(timedelta(seconds=RESUME_SECONDS))
    run_once(job=RESUME, slot=slot, work=lambda: {"running": resume_provisionings()})


@shared_task
def switch_seasons() -> None:
    """Every five minutes: begins and ends what is due, and writes about what was not ready."""
    run_once(job=SWITCH, slot=slot_of(timedelta(seconds=SWITCH_SECONDS)), work=_switch)


def _switch() -> dict[str, int]:
    return {**switching.switch_seasons(), "told": tell_of_unready_seasons()}
