"""Business metrics: read from the database at scrape time, so that restarts and many processes count once."""

from collections.abc import Callable, Iterable
from importlib import import_module
from time import perf_counter

import structlog
from django.apps import apps
from django.utils.module_loading import module_has_submodule
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

logger = structlog.get_logger(__name__)

BusinessCollector = Callable[[], Iterable[Metric]]
_collectors: dict[str, BusinessCollector] = {}


def register(collector: BusinessCollector) -> BusinessCollector:
    """Add a collector, as a decorator in an app's `metrics.py`: called at each scrape, returns Prometheus families.

    Labels are few and bounded (territory, workload, state), never a lead's or a user's id.
    """
    _collectors[f"{collector.__module__}.{collector.__qualname__}"] = collector
    return collector


def autodiscover() -> None:
    """Import every app's `metrics.py`, which registers its collectors."""
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "metrics"):
            import_module(f"{app.name}.metrics")


class BusinessMetrics(Collector):
    """All registered collectors; one that fails is told of by a gauge and leaves the others standing."""

    def collect(self) -> Iterable[Metric]:
        seconds = GaugeMetricFamily(
            "freshops_collector_seconds", "How long reading a group of metrics took.", labels=["collector"]
        )
        failed = GaugeMetricFamily("freshops_collector_failed", "1: these metrics are missing.", labels=["collector"])
        for name, collector in sorted(_collectors.items()):
            started = perf_counter()
            try:
                families = list(collector())
            except Exception:
                logger.exception("collector_failed", collector=name)
                failed.add_metric([name], 1)
                continue
            failed.add_metric([name], 0)
            seconds.add_metric([name], perf_counter() - started)
            yield from families
        yield seconds
        yield failed


@register
def job_ages() -> Iterable[Metric]:
    """Since when each periodic job has not finished well: a worker may look alive and do nothing."""
    from core.services.jobs import ages_of_success

    family = GaugeMetricFamily(
        "freshops_job_last_success_age_seconds", "Seconds since a periodic job last finished well.", labels=["job"]
    )
    for job, seconds in ages_of_success().items():
        family.add_metric([job], seconds)
    yield family
