"""Core's own metrics: jobs and tasks, and who is locked out."""

import math
from collections.abc import Iterable
from itertools import accumulate

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.utils import timezone
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Metric
from prometheus_client.utils import floatToGoString

from core.metrics.collecting import register
from core.metrics.scrape import successes_of_jobs
from core.models import TaskTotal
from core.services.task_totals import BOUNDS


@register
def job_ages() -> Iterable[Metric]:
    """Since when each periodic job has not finished well: a worker may look alive and do nothing."""
    family = GaugeMetricFamily(
        "freshops_job_last_success_age_seconds", "Seconds since a periodic job last finished well.", labels=["job"]
    )
    for job, last in successes_of_jobs().items():
        family.add_metric([job], last.seconds)
    yield family


@register
def tasks() -> Iterable[Metric]:
    """What workers did, of all processes on all machines."""
    ended = CounterMetricFamily("freshops_tasks", "Tasks that ended, by how.", labels=["task", "outcome"])
    seconds = HistogramMetricFamily("freshops_task_seconds", "Seconds that tasks took.", labels=["task"])
    outcomes: dict[tuple[str, str], int] = {}
    within: dict[str, dict[float, int]] = {}
    taken: dict[str, float] = {}
    for row in TaskTotal.objects.all():
        outcomes[row.task, row.outcome] = outcomes.get((row.task, row.outcome), 0) + row.tasks
        bounds = within.setdefault(row.task, dict.fromkeys(BOUNDS, 0))
        bounds[row.bound] = bounds.get(row.bound, 0) + row.tasks
        taken[row.task] = taken.get(row.task, 0.0) + row.seconds
    for (task, outcome), count in sorted(outcomes.items()):
        ended.add_metric([task, outcome.lower()], count)
    for task, bounds in sorted(within.items()):
        buckets = [floatToGoString(bound) for bound in sorted(bounds)]
        counts = accumulate(count for _, count in sorted(bounds.items()))
        seconds.add_metric([task], list(zip(buckets, counts, strict=True)), taken[task])
    return [ended, seconds]


@register
def lockouts() -> Iterable[Metric]:
    """How many are shut out after too many wrong passwords: many at once are an attack, and no forgetful colleague."""
    lately = timezone.now() - settings.AXES_COOLOFF_TIME
    shut_out = (
        AccessAttempt.objects.values("username", "ip_address")
        .annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        .filter(failures__gte=settings.AXES_FAILURE_LIMIT, last__gt=lately)
    )
    minutes = math.ceil(settings.AXES_COOLOFF_TIME.total_seconds() / 60)
    yield GaugeMetricFamily(
        "freshops_login_lockouts",
        f"Sign-ins (a name from an address) that were locked out in the last {minutes} minutes.",
        value=shut_out.count(),
    )
