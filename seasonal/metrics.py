"""What the calendar plans for now, as metrics: alerts and dashboards hold the real load against it."""

from collections.abc import Iterable

from django.conf import settings
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Metric

from core.metrics import register, successes_of_jobs
from seasonal.querysets.load_now import read_planned
from seasonal.tasks import LOAD

# Computed every minute: what is older than so many runs is another hour's plan, and no longer told.
_TICKS = 10


@register
def planned_load() -> Iterable[Metric]:
    """Factor, rate, replicas and goal of this instant. It reads what the job found, with the last runs of all jobs."""
    last = successes_of_jobs().get(LOAD)
    route = ["territory", "workload"]
    age = GaugeMetricFamily("freshops_season_load_age_seconds", "Since the planned load was computed.")
    families = {
        "factor": GaugeMetricFamily(
            "freshops_season_factor", "How many times the normal load is planned for now.", labels=["territory"]
        ),
        "rate": GaugeMetricFamily("freshops_season_planned_rate", "Requests a second planned for now.", labels=route),
        "replicas": GaugeMetricFamily(
            "freshops_season_replicas_wanted",
            "Replicas that have to run now: instances, reserve and padding, within the approved sizes.",
            labels=route,
        ),
        "goal": GaugeMetricFamily(
            "freshops_season_latency_goal_seconds", "Seconds within which 95 % are to be answered.", labels=route
        ),
    }
    if last:
        age.add_metric([], last.seconds)
    if last and last.seconds <= _TICKS * settings.KPI_REFRESH_SECONDS:
        for what, territory, workload, value in read_planned(last.result):
            families[what].add_metric([territory, workload] if workload else [territory], value)
    return [age, *families.values()]
