"""Key figures as metrics: the last measured values, and how old they are."""

from collections.abc import Iterable

from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Metric

from core.metrics import register
from operations.kpis.models import KpiSnapshot

TOTAL = "all"  # the label of a total


@register
def kpis() -> Iterable[Metric]:
    """Value, target, number of cases and age of every KPI. Without a value (nothing to count) there is no sample."""
    labels = ["kpi", "territory"]
    value = GaugeMetricFamily("freshops_kpi_value", "The present value of a KPI.", labels=labels)
    target = GaugeMetricFamily("freshops_kpi_target", "What it should be.", labels=labels)
    cases = GaugeMetricFamily("freshops_kpi_cases", "How many cases it was computed from.", labels=labels)
    age = GaugeMetricFamily("freshops_kpi_age_seconds", "Since it was measured.", labels=["kpi"])
    ages: dict[str, float] = {}
    for snapshot in KpiSnapshot.objects.all():
        at = [snapshot.kpi, snapshot.territory or TOTAL]
        if snapshot.value is not None:
            value.add_metric(at, float(snapshot.value))
        if snapshot.target is not None:
            target.add_metric(at, float(snapshot.target))
        cases.add_metric(at, snapshot.population)
        ages[snapshot.kpi] = (timezone.now() - snapshot.measured_at).total_seconds()
    for kpi, seconds in ages.items():
        age.add_metric([kpi], seconds)
    return [value, target, cases, age]
