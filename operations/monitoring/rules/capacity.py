"""Load and what carries it, by territory and workload: against the goals, and against what is planned for the moment.

What is planned and what is wanted comes from the calendar of seasons (`seasonal.metrics`), so neither a season nor an
approved size needs another rule. Requests are counted by each replica for itself: here they are added up. Those that
belong to no territory, or to several, have no plan.
"""

from datetime import timedelta
from itertools import product

from core.territory import Territory
from operations.monitoring.rules.rule import Recording, Rule, Watch
from operations.monitoring.rules.series import BRIDGE, recorded

BY = "on (territory, workload)"
SECONDS = "freshops_http_request_seconds"
REQUESTS = "freshops_http_requests_total"
TERRITORIES = f'{{territory=~"{"|".join(Territory.values)}"}}'
WORKLOADS = ("queries", "commands")
# As `seasonal.scaling` names deployments and their namespace. Without Kubernetes there is no such series.
READY = "kube_deployment_status_replicas_available"
OURS = f'{READY}{{namespace="freshops",deployment=~"freshops-({"|".join(WORKLOADS)})-.+"}}'

FACTOR = recorded("freshops_season_factor", "territory")
PLANNED = recorded("freshops_season_planned_rate", "territory", "workload")
WANTED = recorded("freshops_season_replicas_wanted", "territory", "workload")
GOAL = recorded("freshops_season_latency_goal_seconds", "territory", "workload")
RATE = Recording(
    "territory_workload:freshops_http_requests:rate5m",
    f"sum by (territory, workload) (rate({REQUESTS}{TERRITORIES}[5m]))",
)
AVAILABLE = "territory_workload:kube_replicas_available:max"


def deployment(territory: str, workload: str) -> str:
    """The deployment that answers a territory's requests of a workload."""
    return f"freshops-{workload}-{territory.lower()}"


def _available(territory: str, workload: str) -> Recording:
    series = f'{READY}{{namespace="freshops",deployment="{deployment(territory, workload)}"}}'
    labels = {"territory": territory, "workload": workload}
    return Recording(AVAILABLE, f"max(last_over_time({series}[{BRIDGE}]))", labels)


def _percentile(window: str) -> Recording:
    rates = f"sum by (le, territory, workload) (rate({SECONDS}_bucket{TERRITORIES}[{window}]))"
    return Recording(f"territory_workload:{SECONDS}:p95_rate{window}", f"histogram_quantile(0.95, {rates})")


def _answered(window: str) -> Recording:
    count = f"sum by (territory, workload) (increase({SECONDS}_count{TERRITORIES}[{window}]))"
    return Recording(f"territory_workload:{SECONDS}:increase{window}", count)


SHORT, LONG = (_percentile(window) for window in ("5m", "15m"))
FEW, MANY = (_answered(window) for window in ("5m", "15m"))

RECORDINGS: tuple[Recording, ...] = (
    FACTOR, PLANNED, WANTED, GOAL, RATE, SHORT, LONG, FEW, MANY,
    *(_available(territory, workload) for territory, workload in product(Territory.values, WORKLOADS)),
)  # fmt: skip
RULES = (
    Rule(
        "LatencyHigh",
        f"{SHORT.record} > 0.5\nand {BY} {FEW.record} >= 50",
        "95 % of {{ $labels.workload }} in {{ $labels.territory }} are answered only within "
        "{{ $value | humanizeDuration }}",
        "Over the last five minutes, of all replicas, with at least 50 requests.",
        hold=timedelta(minutes=5),
        watches=(Watch(f"{SECONDS}_count"),),
    ),
    Rule(
        "LatencyAboveGoal",
        f"{LONG.record} > {BY} {GOAL.record}\nand {BY} {MANY.record} >= 150",
        "95 % of {{ $labels.workload }} in {{ $labels.territory }} take up to {{ $value | humanizeDuration }}",
        "More than the goal that was approved with the fleet's size; over the last 15 minutes, at least 150 requests.",
        hold=timedelta(minutes=5),
        watches=(Watch(f"{SECONDS}_count"), Watch("freshops_season_latency_goal_seconds")),
    ),
    Rule(
        "LoadAbovePlan",
        f"{RATE.record} > {BY} (1.2 * {PLANNED.record})\nand {BY} {RATE.record} >= 1",
        "{{ $labels.workload }} in {{ $labels.territory }}: {{ $value | humanize }} requests a second",
        "More than 120 % of what is planned for now, and at least one a second.",
        hold=timedelta(minutes=15),
        watches=(Watch(REQUESTS), Watch("freshops_season_planned_rate")),
    ),
    Rule(
        "PrescaleWithoutLoad",
        # A workload that nobody has asked for since the start has no series, which is no load as well.
        f"({RATE.record} or {BY} 0 * {PLANNED.record}) < {BY} (0.5 * {PLANNED.record})\n"
        f"and on (territory) {FACTOR.record} > 1",
        "{{ $labels.workload }} in {{ $labels.territory }}: only {{ $value | humanize }} requests a second",
        "In the hours of a season or campaign, less than half of what is planned, for two hours on end.",
        hold=timedelta(hours=2),
        watches=(Watch("freshops_season_planned_rate"), Watch("freshops_season_factor")),
    ),
    Rule(
        "CapacityBelowReserve",
        # Where there are others, a deployment without a series is one that is gone.
        f"({AVAILABLE} or {BY} 0 * {WANTED.record} and on () count(last_over_time({OURS}[{BRIDGE}])))\n"
        f"  < {BY} {WANTED.record}",
        "{{ $value }} replicas of {{ $labels.workload }} in {{ $labels.territory }} are ready, fewer than are wanted",
        "Instances, reserve and padding for now, within the approved sizes, against what Kubernetes says is available.",
        hold=timedelta(minutes=10),
        watches=(Watch("freshops_season_replicas_wanted"), Watch(OURS, optional=True)),
    ),
)
