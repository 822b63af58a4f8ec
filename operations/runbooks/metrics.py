"""Business metrics of runbooks, read from the database at each scrape: whether they help, and who has to read them."""

import math
from collections.abc import Iterable

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Metric

import operations.runbooks.search.metrics  # noqa: F401  registers its own
from core.metrics import register, successes_of_jobs
from operations.runbooks.models import RunbookVersion
from operations.runbooks.querysets.feedback import LOOKED_AT_DAYS, feedback_figures
from operations.runbooks.tasks import VERIFY


@register
def feedback() -> Iterable[Metric]:
    """What people answered to "Did this help?"."""
    answers = CounterMetricFamily(
        "freshops_help_feedback", "Answers to whether a step of a runbook helped.", labels=["helped"]
    )
    figures = feedback_figures()
    for helped, count in figures.totals.items():
        answers.add_metric(["yes" if helped else "no"], count)
    yield answers
    yield GaugeMetricFamily(
        "freshops_help_success_rate",
        f"Share of the answers of the last {LOOKED_AT_DAYS} days that said it helped; NaN if there were none.",
        value=math.nan if figures.success_rate is None else figures.success_rate,
    )


@register
def broken() -> Iterable[Metric]:
    """Whether published runbooks still hold."""
    last = successes_of_jobs().get(VERIFY)
    yield GaugeMetricFamily(
        "freshops_runbooks_broken",
        "Published runbooks that name something that is gone, at the last check; NaN before the first.",
        value=last.result["broken"] if last else math.nan,
    )


@register
def reviews() -> Iterable[Metric]:
    """Which runbooks nobody has confirmed in time."""
    yield GaugeMetricFamily(
        "freshops_runbooks_past_review",
        "Runbooks whose date of review is over.",
        value=RunbookVersion.objects.current().past_review().count(),
    )
