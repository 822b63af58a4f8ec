"""How fast requests are answered, from the histogram that the web server's processes keep."""

import math
import os
from collections.abc import Mapping

from prometheus_client import REGISTRY, CollectorRegistry, multiprocess

from operations.runbooks.checks.registry import Reading

HISTOGRAM = "django_http_requests_latency_including_middlewares_seconds"
PERCENTILE = 0.95


def request_latency() -> Reading:
    """P95 and mean in seconds over all routes and processes, and how many requests that is; no row before the first.

    All since the web server started: the histogram only grows, and nobody here remembers how it was before. What it was
    in the last minutes knows Prometheus, which does.
    """
    buckets, total, count = _histogram()
    if not count:
        return Reading(["value", "mean", "requests"], [])
    row = (round(quantile(PERCENTILE, buckets), 4), round(total / count, 4), int(count))
    return Reading(["value", "mean", "requests"], [row])


def quantile(share: float, buckets: Mapping[float, float]) -> float:
    """The value below which `share` of the observations lie, as Prometheus' histogram_quantile estimates it.

    `buckets`: upper bound -> how many observations up to it, of which the last is infinity and not 0. What lies above
    the last finite bound is told as that.
    """
    bounds = sorted(buckets)
    rank = share * buckets[bounds[-1]]
    below, lower = 0.0, 0.0
    for bound in bounds:
        if buckets[bound] >= rank:
            return lower if math.isinf(bound) else lower + (bound - lower) * (rank - below) / (buckets[bound] - below)
        below, lower = buckets[bound], bound
    return lower


def _histogram() -> tuple[dict[float, float], float, float]:
    """Buckets, sum of seconds and number of requests; the web server's processes each keep a file of theirs."""
    registry = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry(auto_describe=False)
        multiprocess.MultiProcessCollector(registry)
    buckets: dict[float, float] = {}
    total = count = 0.0
    for family in registry.collect():
        for sample in family.samples if family.name == HISTOGRAM else ():
            match sample.name.removeprefix(HISTOGRAM):
                case "_bucket":
                    buckets[float(sample.labels["le"])] = sample.value
                case "_sum":
                    total = sample.value
                case "_count":
                    count = sample.value
    return buckets, total, count
