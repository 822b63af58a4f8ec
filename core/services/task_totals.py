"""Counting what the workers do."""

from bisect import bisect_left
from math import inf
from time import perf_counter
from typing import Any

import structlog
from celery.signals import task_postrun, task_prerun
from django.db import Error, connection

from core.models import TaskOutcome

# Seconds. A run is counted in the first that it does not exceed.
BOUNDS = (0.1, 1.0, 5.0, 30.0, 120.0, 600.0, inf)

# Nobody waits for the disk over a count; after a crash of the server a few may be missing.
COUNT = """
WITH hasty AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))
INSERT INTO task_totals AS t (task, outcome, bound, tasks, seconds)
SELECT %s, %s, %s, 1, %s FROM hasty
ON CONFLICT (task, outcome, bound) DO UPDATE SET tasks = t.tasks + 1, seconds = t.seconds + excluded.seconds
"""

log = structlog.get_logger(__name__)
_started: dict[str, float] = {}


def record_task(*, task: str, outcome: str, seconds: float) -> None:
    """Count a run of a task by its name, by how it ended (TaskOutcome) and by the seconds that it took."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [task, outcome, BOUNDS[bisect_left(BOUNDS, seconds)], seconds])


def count_tasks() -> None:
    """From now on, count every task that a worker runs. What cannot be counted is logged, and no task's fault."""
    task_prerun.connect(_begins, dispatch_uid="core.task_totals")
    task_postrun.connect(_ends, dispatch_uid="core.task_totals")


def _begins(task_id: str, **_: Any) -> None:
    _started[task_id] = perf_counter()


def _ends(task_id: str, task: Any, state: str | None = None, **_: Any) -> None:
    began = _started.pop(task_id, None)
    if began is None or state not in TaskOutcome.values:
        return
    try:
        record_task(task=task.name, outcome=state, seconds=perf_counter() - began)
    except Error:
        log.exception("a task was not counted", task=task.name)
