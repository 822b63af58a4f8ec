"""Key figures as metrics: the last measured values, and how old they are; and what waits too long at this moment."""

from collections.abc import Iterable

from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Metric

from core.metrics import register
from core.territory import Territory
from operations.kpis.models import KpiSnapshot
from operations.kpis.querysets.waiting import waiting

TOTAL = "all"  # the label of a total
UNKNOWN = "none"  # the label of what belongs to no territory, or none that is known

WAITING = {
    "lost": ("freshops_samples_lost_open", "Samples lost in the last 30 days that have not turned up."),
    "at_risk": ("freshops_samples_at_risk", "Samples not sent off in time, or not there on the day they are wanted."),
    "unanswered": ("freshops_catering_unanswered_late", "Catering requests that should have been answered by now."),
    "unconfirmed": ("freshops_orders_unconfirmed_late", "Orders that should have been confirmed by now."),
}


@register
def kpis() -> Iterable[Metric]:
    """Value, target, number of cases and age of every KPI. Without a value (nothing to count) there is no sample."""
    labels = ["kpi", "territory"]
    value = GaugeMetricFamily("freshops_kpi_value", "The present value of a KPI.", labels=labels)
    target = GaugeMetricFamily("freshops_kpi_target", "What it should be.", labels=labels)
    cases = GaugeMetricFamily("freshops_kpi_cases", "How many cases it was computed from.", labels=labels)
    age = GaugeMetricFamily("freshops_kpi_age_seconds", "Since it was measured.", labels=["kpi"])
    # Names that dashboards know from before.
    finops = {
        "cost_per_lead": GaugeMetricFamily("finops_cost_per_lead", "Euros for each new lead.", labels=["territory"]),
        "cost_per_order": GaugeMetricFamily("finops_cost_per_order", "Euros for each order.", labels=["territory"]),
    }
    ages: dict[str, float] = {}
    for snapshot in KpiSnapshot.objects.filter(territory__in=["", *Territory.values]):
        territory = snapshot.territory or TOTAL
        at = [snapshot.kpi, territory]
        if snapshot.value is not None:
            value.add_metric(at, float(snapshot.value))
            if snapshot.kpi in finops:
                finops[snapshot.kpi].add_metric([territory], float(snapshot.value))
        if snapshot.target is not None:
            target.add_metric(at, float(snapshot.target))
        cases.add_metric(at, snapshot.population)
        ages[snapshot.kpi] = (timezone.now() - snapshot.measured_at).total_seconds()
    for kpi, seconds in ages.items():
        age.add_metric([kpi], seconds)
    return [value, target, cases, age, *finops.values()]


@register
def what_waits() -> Iterable[Metric]:
    """What somebody has to do something about now, whatever the KPIs say about the week."""
    found = waiting()
    for what, (name, documentation) in WAITING.items():
        family = GaugeMetricFamily(name, documentation, labels=["territory"])
        for territory in (*Territory.values, ""):
            family.add_metric([territory or UNKNOWN], found.get((what, territory), 0))
        yield family
