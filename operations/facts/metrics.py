"""Metrics of samples and catering requests, from running totals that the database keeps: they never fall."""

import math
from collections.abc import Iterable
from itertools import accumulate

from django.db import connection
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Metric
from prometheus_client.utils import floatToGoString

from core.metrics import register
from core.territory import Territory

# Seconds from question to answer, as in the SQL function catering_answer_bound. 7200 is the promise.
BUCKETS = (300.0, 900.0, 1800.0, 3600.0, 5400.0, 7200.0, 10800.0, 14400.0, 28800.0, 86400.0, math.inf)
OUTCOMES = ("delivered", "failed", "lost")
UNKNOWN = "none"  # the label of what belongs to no territory, or none that is known
TOTALS = "SELECT kind, territory, bound, sum(facts)::bigint, sum(seconds) FROM fact_totals GROUP BY 1, 2, 3"


@register
def facts() -> Iterable[Metric]:
    """What was asked for, and what became of it."""
    requested = CounterMetricFamily("sample_request", "Samples that were asked for.", labels=["territory"])
    delivered = CounterMetricFamily("sample_request_success", "Samples that arrived.", labels=["territory"])
    ended = CounterMetricFamily("freshops_samples", "Samples by how they ended.", labels=["territory", "outcome"])
    answered = HistogramMetricFamily(
        "event_catering_sla_seconds", "Seconds from a catering request to its answer.", labels=["territory"]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, territory, bound, sum(facts)::bigint, sum(seconds) FROM fact_totals GROUP BY 1, 2, 3"
        )
        totals = {tuple(key): (count, seconds) for *key, count, seconds in cursor.fetchall()}

    def count(kind: str, territory: str) -> int:
        return int(totals.get((kind, territory, math.inf), (0, 0.0))[0])

    for territory in (*Territory.values, ""):
        label = territory or UNKNOWN
        requested.add_metric([label], count("sample.requested", territory))
        delivered.add_metric([label], count("sample.delivered", territory))
        for outcome in OUTCOMES:
            ended.add_metric([label, outcome], count(f"sample.{outcome}", territory))
        found = [totals.get(("catering.answered", territory, bound), (0, 0.0)) for bound in BUCKETS]
        below = accumulate(number for number, _ in found)
        buckets = [(floatToGoString(bound), number) for bound, number in zip(BUCKETS, below, strict=True)]
        answered.add_metric([label], buckets, sum(seconds for _, seconds in found))
    return [requested, delivered, ended, answered]
