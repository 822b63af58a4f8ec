"""Periodic jobs: each slot of a schedule runs once, whoever asks and however often; the last success can be read."""

import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from core.models import JobRun

# Longer than any job takes; shorter than the broker's visibility timeout, so that a redelivered tick can take over.
LEASE = timedelta(minutes=30)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def slot_of(every: timedelta, at: datetime | None = None) -> datetime:
    """The start of the interval of length `every` that `at` (default: now; aware) lies in, counted from 1970 in UTC."""
    now = at or timezone.now()
    return EPOCH + ((now - EPOCH) // every) * every


def run_once(
    *, job: str, slot: datetime, work: Callable[[], Mapping[str, int] | None], lease: timedelta = LEASE
) -> JobRun | None:
    """Run `work` unless this slot of the job has run or is running; the finished run, or None if it was not ours.

    `work` manages its own transactions; what it returns (counts) is kept as the run's result. A slot whose worker died
    may be run again after `lease`, one that raised at once; the error is recorded and raised.
    """
    run = _claim_slot(job=job, slot=slot, lease=lease)
    if run is None:
        return None
    try:
        result = work()
    except BaseException:
        _finish(run, succeeded=False, error=traceback.format_exc(limit=-20))
        raise
    return _finish(run, succeeded=True, result=dict(result or {}))


def last_success(job: str) -> datetime | None:
    """When the job last finished well; None if it never did."""
    last: datetime | None = JobRun.objects.filter(job=job, succeeded=True).aggregate(last=Max("finished_at"))["last"]
    return last


@dataclass(frozen=True, slots=True)
class JobSuccess:
    """A job's last success: so many seconds ago by the database's clock, and what the run counted."""

    seconds: float
    result: Mapping[str, int]


# A step along the index from job to job: there are as many runs as seconds in a week, and a dozen jobs.
LATEST = """
WITH RECURSIVE jobs AS (
    SELECT min(job) AS job FROM job_runs WHERE succeeded
    UNION ALL
    SELECT (SELECT min(r.job) FROM job_runs r WHERE r.succeeded AND r.job > jobs.job) FROM jobs WHERE job IS NOT NULL
)
SELECT jobs.job, extract(epoch FROM now() - latest.finished_at)::float, latest.result
FROM jobs
CROSS JOIN LATERAL (
    SELECT r.finished_at, r.result FROM job_runs r
    WHERE r.job = jobs.job AND r.succeeded ORDER BY r.finished_at DESC LIMIT 1
) latest
"""


def latest_successes() -> dict[str, JobSuccess]:
    """The last success of each job that ever had one. One query, however many runs are kept."""
    with connection.cursor() as cursor:
        cursor.execute(LATEST)
        return {job: JobSuccess(seconds, json.loads(result)) for job, seconds, result in cursor.fetchall()}


def ages_of_success() -> dict[str, float]:
    """Seconds since each job last finished well, by the database's clock; jobs that never did are not in it."""
    return {job: last.seconds for job, last in latest_successes().items()}


def seconds_since_success(job: str) -> float | None:
    """How long ago the job last finished well, by the database's clock; None if it never did."""
    return ages_of_success().get(job)


def forget_job_runs(*, older_than: timedelta) -> int:
    """Delete runs that started longer ago, but never a job's last success; how many."""
    latest = JobRun.objects.filter(succeeded=True).values("job").annotate(last=Max("id")).values("last")
    deleted, _ = JobRun.objects.filter(started_at__lt=timezone.now() - older_than).exclude(pk__in=latest).delete()
    return deleted


def _claim_slot(*, job: str, slot: datetime, lease: timedelta) -> JobRun | None:
    now = timezone.now()
    try:
        with transaction.atomic():
            return JobRun.objects.create(job=job, slot=slot, started_at=now, leased_until=now + lease)
    except IntegrityError:  # the slot was begun before: ours only if that run failed or died
        abandoned = Q(succeeded=False) | Q(finished_at__isnull=True, leased_until__lt=now)
        taken = JobRun.objects.filter(abandoned, job=job, slot=slot).update(
            started_at=now, leased_until=now + lease, finished_at=None, succeeded=None, error=""
        )
        return JobRun.objects.get(job=job, slot=slot) if taken else None


def _finish(run: JobRun, *, succeeded: bool, result: dict[str, int] | None = None, error: str = "") -> JobRun:
    run.finished_at, run.succeeded, run.result, run.error = timezone.now(), succeeded, result or {}, error
    # Guarded by the start: a run that outlived its lease must not overwrite the one that took over.
    JobRun.objects.filter(pk=run.pk, started_at=run.started_at).update(
        finished_at=run.finished_at, succeeded=succeeded, result=run.result, error=error
    )
    return run
