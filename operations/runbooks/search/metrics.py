"""Metrics of the help system, from running totals in the database: they survive restarts and count all processes."""

from collections.abc import Iterable
from itertools import accumulate

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Metric
from prometheus_client.utils import floatToGoString

from core.metrics import register
from operations.runbooks.content.document import LANGUAGES
from operations.runbooks.models import Outcome, QuestionTotal
from operations.runbooks.services.questions import BOUNDS


@register
def questions() -> Iterable[Metric]:
    """How much is asked, what of it has an answer, and how long it takes to be sure."""
    asked = CounterMetricFamily(
        "freshops_help_questions", "Questions to the help system, by outcome.", labels=["language", "outcome"]
    )
    confidence = HistogramMetricFamily(
        "freshops_help_confidence_seconds", "Seconds from a question to its ranked answers and their confidence."
    )
    totals = {
        (language, outcome, bound): (questions, seconds)
        for language, outcome, bound, questions, seconds in QuestionTotal.objects.values_list(
            "language", "outcome", "bound", "questions", "seconds"
        )
    }
    for language in LANGUAGES:
        for outcome in Outcome.values:
            counts = [totals.get((language, outcome, bound), (0, 0.0))[0] for bound in BOUNDS]
            asked.add_metric([language, outcome], sum(counts))
    within = [sum(count for (_, _, bound), (count, _) in totals.items() if bound == each) for each in BOUNDS]
    buckets = [(floatToGoString(bound), count) for bound, count in zip(BOUNDS, accumulate(within), strict=True)]
    confidence.add_metric([], buckets, sum(seconds for _, seconds in totals.values()))
    return [asked, confidence]
