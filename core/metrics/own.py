"""Core's own metrics: jobs and tasks, and who is locked out."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import accumulate

from django.conf import settings
from django.db import connection
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Metric
from prometheus_client.utils import floatToGoString

from core.metrics.collecting import register
from core.metrics.scrape import successes_of_jobs
from core.services.task_totals import BOUNDS

# The row without a task says how many are locked out.
TASKS_AND_LOCKOUTS = """
SELECT task, outcome, bound, tasks, seconds FROM task_totals
UNION ALL
SELECT NULL, NULL, NULL, count(*), NULL
FROM (
    SELECT FROM axes_accessattempt GROUP BY username, ip_address
    HAVING sum(failures_since_start) >= %s AND max(attempt_time) > now() - make_interval(secs => %s)
) shut_out
"""


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
def tasks_and_lockouts() -> Iterable[Metric]:
    """What workers did, of all processes on all machines; and how many are shut out after too many wrong passwords.

    Many at once are an attack, and no forgetful colleague.
    """
    with connection.cursor() as cursor:
        cursor.execute(TASKS_AND_LOCKOUTS, [settings.AXES_FAILURE_LIMIT, settings.AXES_COOLOFF_TIME.total_seconds()])
        rows = cursor.fetchall()
    yield from _tasks(row for row in rows if row[0] is not None)
    yield GaugeMetricFamily(
        "freshops_login_lockouts",
        "Sign-ins (a name from an address) that were locked out as long ago as a lock lasts.",
        value=next(row[3] for row in rows if row[0] is None),
    )


def _tasks(rows: Iterable[tuple[str, str, float, int, float]]) -> Iterable[Metric]:
    ended = CounterMetricFamily("freshops_tasks", "Tasks that ended, by how.", labels=["task", "outcome"])
    seconds = HistogramMetricFamily("freshops_task_seconds", "Seconds that tasks took.", labels=["task"])
    outcomes: Counter[tuple[str, str]] = Counter()
    within: dict[str, Counter[float]] = {}
    taken: defaultdict[str, float] = defaultdict(float)
    for task, outcome, bound, count, spent in rows:
        outcomes[task, outcome] += count
        within.setdefault(task, Counter(dict.fromkeys(BOUNDS, 0)))[bound] += count
        taken[task] += spent
    for (task, outcome), count in sorted(outcomes.items()):
        ended.add_metric([task, outcome.lower()], count)
    for task, bounds in sorted(within.items()):
        below = accumulate(count for _, count in sorted(bounds.items()))
        buckets = [(floatToGoString(bound), count) for bound, count in zip(sorted(bounds), below, strict=True)]
        seconds.add_metric([task], buckets, taken[task])
    return [ended, seconds]
