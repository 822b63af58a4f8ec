"""Business metrics: read from the database at scrape time, so that restarts and many processes count once."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from time import perf_counter, time

import structlog
from django.apps import apps
from django.db import Error, connection
from django.utils.module_loading import module_has_submodule
from prometheus_client import Gauge
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from core.metrics.scrape import scrape

logger = structlog.get_logger(__name__)

BusinessCollector = Callable[[], Iterable[Metric]]
_collectors: dict[str, BusinessCollector] = {}

# Milliseconds for each statement, and seconds for all collectors together: Prometheus gives up after 10.
STATEMENT_TIMEOUT = 2000
PATIENCE = 8.0

# Kept where all processes of the web server keep theirs: of whichever read a group last. It needs no database, so it is
# there when the database is not; it is never taken back, so a group that fails shows since when.
_last_success = Gauge(
    "freshops_collector_last_success_timestamp_seconds",
    "When reading a group of metrics last went well, in seconds since 1970.",
    labelnames=["collector"],
    multiprocess_mode="max",
)


class TooLate(Exception):
    """The other collectors took all the time there is."""


def register(collector: BusinessCollector) -> BusinessCollector:
    """Add a collector, as a decorator in an app's `metrics.py`: called at each scrape, returns Prometheus families.

    It makes one query, or none. Labels are few and bounded (territory, workload, state), never a lead's or a user's id.
    """
    _collectors[f"{collector.__module__}.{collector.__qualname__}"] = collector
    return collector


def autodiscover() -> None:
    """Import every app's `metrics.py`, which registers its collectors."""
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "metrics"):
            import_module(f"{app.name}.metrics")


class BusinessMetrics(Collector):
    """All registered collectors. One that fails or takes too long is told of by a gauge and leaves the others standing.

    What could not be read is missing: a 0 in its place would look like a value.
    """

    def collect(self) -> Iterable[Metric]:
        with scrape(), _limited_statements():
            return _collect()


def _collect() -> list[Metric]:
    seconds = GaugeMetricFamily(
        "freshops_collector_seconds", "How long reading a group of metrics took.", labels=["collector"]
    )
    failed = GaugeMetricFamily("freshops_collector_failed", "1: these metrics are missing.", labels=["collector"])
    found: list[Metric] = []
    until = perf_counter() + PATIENCE
    for name, collector in sorted(_collectors.items()):
        started = perf_counter()
        try:
            found += _read(collector, until)
        except Exception:
            logger.exception("collector_failed", collector=name)
            failed.add_metric([name], 1)
        else:
            failed.add_metric([name], 0)
            _last_success.labels(name).set(time())
        seconds.add_metric([name], perf_counter() - started)
    return [*found, seconds, failed]


def _read(collector: BusinessCollector, until: float) -> list[Metric]:
    if perf_counter() > until:
        raise TooLate
    return list(collector())


@contextmanager
def _limited_statements() -> Iterator[None]:
    """Have the database stop what takes too long. Of the session, not of a transaction: an error must end none."""
    with suppress(Error), connection.cursor() as cursor:  # without a database, each collector says so
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(STATEMENT_TIMEOUT)])
    try:
        yield
    finally:
        with suppress(Error), connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout")
