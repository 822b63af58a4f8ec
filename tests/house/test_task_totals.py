"""What workers do is counted in the database: they are many processes, and nobody scrapes them."""

from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app, shared_task
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from core.services.task_totals import record_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def tasks() -> Iterator[tuple[Any, Any]]:
    """One that ends well, and one that does not."""

    @shared_task(name="tests.well")
    def well() -> None: ...

    @shared_task(name="tests.badly")
    def badly() -> None:
        raise ZeroDivisionError

    yield well, badly
    for name in ("tests.well", "tests.badly"):
        current_app.tasks.pop(name)


def read(name: str, **labels: str) -> float | None:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    return registry.get_sample_value(name, labels)


def test_every_run_is_counted_by_how_it_ended(tasks: tuple[Any, Any]) -> None:
    well, badly = tasks
    well.apply()
    well.apply()
    badly.apply()

    assert read("freshops_tasks_total", task="tests.well", outcome="success") == 2
    assert read("freshops_tasks_total", task="tests.badly", outcome="failure") == 1
    assert read("freshops_tasks_total", task="tests.badly", outcome="success") is None
    assert read("freshops_task_seconds_count", task="tests.well") == 2


def test_their_time_is_a_histogram() -> None:
    for seconds in (0.05, 0.1, 3, 700):
        record_task(task="tests.slow", outcome="SUCCESS", seconds=seconds)

    counts = [read("freshops_task_seconds_bucket", task="tests.slow", le=le) for le in ("0.1", "1.0", "5.0", "+Inf")]
    assert counts == [2, 2, 3, 4]
    assert read("freshops_task_seconds_sum", task="tests.slow") == pytest.approx(703.15)
