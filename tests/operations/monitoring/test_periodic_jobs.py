"""How old the last success of each periodic job may be, against the schedule and what its tasks really record."""

from datetime import timedelta

import pytest
from celery import current_app
from django.test import override_settings

from core.models import JobRun
from freshops.schedule import Job, jobs
from operations.monitoring.periodic_jobs import age_limits
from tests.operations.monitoring.test_metrics import exported

pytestmark = pytest.mark.django_db

# It has an alert of its own, by seconds: HeartbeatLost.
SCHEDULED = [job for job in jobs() if job.name != "heartbeat"]


def recorded_by(job: Job) -> str:
    """The name under which a task's runs are recorded: found by running it."""
    before = set(JobRun.objects.values_list("pk", flat=True))
    current_app.tasks[job.task].apply(throw=True)
    (run,) = JobRun.objects.exclude(pk__in=before)
    assert run.succeeded
    return run.job


def _is_fit(limit: timedelta, job: Job) -> bool:
    """No alert for a run that fails, or comes late; the longest day of the year has 25 hours."""
    if job.every is None:
        return timedelta(hours=25) < limit <= timedelta(hours=26)
    every = timedelta(seconds=job.every)
    return 2 * every < limit <= max(3 * every, timedelta(minutes=15))


def test_exactly_what_is_scheduled_has_a_limit() -> None:
    current_app.loader.import_default_modules()
    names = {recorded_by(job): job for job in SCHEDULED}
    assert len(names) == len(SCHEDULED)
    assert age_limits().keys() == names.keys()
    for name, job in names.items():
        assert _is_fit(age_limits()[name], job), name


@override_settings(REMINDER_SWEEP_SECONDS=1800)
def test_a_longer_interval_has_a_longer_limit() -> None:
    assert age_limits()["audit"] == timedelta(seconds=5400)
    assert age_limits()["kpi_refresh"] == timedelta(minutes=15)


def test_limits_are_exported_also_for_jobs_that_never_ran() -> None:
    assert not JobRun.objects.exists()
    assert exported("freshops_job_last_success_age_seconds", job="audit_escalation") is None
    assert exported("freshops_job_age_limit_seconds", job="audit_escalation") == 900
    assert exported("freshops_job_age_limit_seconds", job="audit_nightly") == 26 * 3600
    assert exported("freshops_job_age_limit_seconds", job="heartbeat") is None
