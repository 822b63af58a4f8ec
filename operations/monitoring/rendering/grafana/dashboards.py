"""The dashboards: key figures from their registry; reminders, events, the platform, seasons and incidents."""

from typing import Any

from django.utils import translation

from operations.kpis.known import KNOWN
from operations.kpis.registry import Kpi, Subject, Unit
from operations.monitoring.rendering.grafana.panels import TARGET, Panel, Query, dashboard
from operations.monitoring.rules import capacity

UNITS = {Unit.SHARE: "percentunit", Unit.SECONDS: "s", Unit.EUROS: "currencyEUR", Unit.COUNT: "short"}
HERE = 'territory=~"$territory"'


def dashboards() -> dict[str, dict[str, Any]]:
    """Name of the file (without .json) and document of each."""
    with translation.override("en"):
        return {
            **{f"kpis-{subject.value}": _kpis(subject) for subject in Subject},
            "reminders": dashboard("freshops-reminders", "FreshOps: reminders", REMINDERS),
            "events": dashboard("freshops-events", "FreshOps: events", EVENTS, by_territory=False),
            "platform": dashboard("freshops-platform", "FreshOps: platform", PLATFORM, by_territory=False),
            "seasons": dashboard("freshops-seasons", "FreshOps: seasons", SEASONS),
            "incidents": dashboard("freshops-incidents", "FreshOps: incidents", INCIDENTS),
        }


def _kpis(subject: Subject) -> dict[str, Any]:
    panels = [_kpi(kpi) for kpi in KNOWN if kpi.subject is subject]
    return dashboard(f"freshops-kpis-{subject.value}", f"FreshOps: {subject.label}", panels)


def _kpi(kpi: Kpi) -> Panel:
    of = f'{{kpi="{kpi.name}",{HERE}}}'
    queries = [
        Query(f"max by (territory) (freshops_kpi_value{of})", "{{territory}}"),
        Query(f"max by (territory) (freshops_kpi_target{of})", f"{{{{territory}}}} {TARGET}"),
    ]
    return Panel(str(kpi.title), queries, UNITS[kpi.unit], f"{kpi.formula}. At least {kpi.least} cases.")


def _one(title: str, expr: str, legend: str, unit: str = "short") -> Panel:
    return Panel(title, [Query(expr, legend)], unit)


_DUE = f"max by (territory) (lead_reminder_due_total{{{HERE}}})"
_SENT = f"max by (territory) (lead_reminder_sent_total{{{HERE}}})"
_BUCKETS = f"max by (le, territory) (rate(lead_reminder_processing_time_bucket{{{HERE}}}[6h]))"

REMINDERS = (
    Panel("Fell due and sent, in all", [Query(_DUE, "{{territory}} due"), Query(_SENT, "{{territory}} sent")]),
    _one("Overdue", f"max by (territory) (freshops_reminders_overdue{{{HERE}}})", "{{territory}}"),
    _one("Unsent", f"max by (territory, status) (freshops_reminders_unsent{{{HERE}}})", "{{territory}} {{status}}"),
    _one("From due to sent, 95 %", f"histogram_quantile(0.95, {_BUCKETS})", "{{territory}}", "s"),
    _one("Last scan", "min(freshops_reminder_last_scan_age_seconds)", "age", "s"),
    _one("Expired unreminded", f"max by (territory) (freshops_expiries_without_reminder{{{HERE}}})", "{{territory}}"),
)

EVENTS = (
    _one("Oldest that is due", "max by (kind) (outbox_dispatch_lag_seconds)", "{{kind}}", "s"),
    _one("Waiting", "max by (kind) (freshops_outbox_pending)", "{{kind}}"),
    _one("Parked", "max by (kind) (freshops_outbox_parked)", "{{kind}}"),
    _one("Attempts", "max by (kind, outcome) (rate(freshops_deliveries_total[5m]))", "{{kind}} {{outcome}}", "ops"),
    _one("Came in", "max(rate(freshops_incoming_total[5m]))", "new", "ops"),
    _one("Unknown types", "max(freshops_incoming_parked)", "parked"),
    _one("Queue of notifications", "max(freshops_notification_queue_usage)", "in use", "percentunit"),
    _one("Months with a partition", "max(freshops_journal_partitions_ahead)", "ahead"),
)

_HTTP = "django_http_requests_latency_including_middlewares_seconds"

PLATFORM = (
    _one("Replicas that answer", 'sum(up{job="freshops"})', "up"),
    _one("Requests, 95 %", f"histogram_quantile(0.95, sum by (le) (rate({_HTTP}_bucket[5m])))", "P95", "s"),
    _one("Requests", f"sum(rate({_HTTP}_count[5m]))", "a second", "reqps"),
    _one("Jobs: last success", "min by (job) (freshops_job_last_success_age_seconds)", "{{job}}", "s"),
    _one("Database connections", "max(freshops_database_connections_usage)", "in use", "percentunit"),
    _one("Reading metrics", "max by (collector) (freshops_collector_seconds)", "{{collector}}", "s"),
    _one("Metrics that cannot be read", "max by (collector) (freshops_collector_failed)", "{{collector}}"),
    _one(
        "Processors",
        '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))',
        "{{instance}}",
        "percentunit",
    ),
)

_ROUTE = "{{territory}} {{workload}}"


def _planned(title: str, actual: str, planned: str, unit: str, description: str = "") -> Panel:
    """What is, by territory and workload, with what is planned as a line of its own."""
    queries = [Query(f"{actual}{{{HERE}}}", _ROUTE), Query(f"{planned}{{{HERE}}}", f"{_ROUTE} {TARGET}")]
    return Panel(title, queries, unit, description)


SEASONS = (
    _one(
        "Times the normal load, as planned", f"max by (territory) (freshops_season_factor{{{HERE}}})", "{{territory}}"
    ),
    _planned(
        "Requests", capacity.RATE.record, capacity.PLANNED.record, "reqps", "Of a territory's own people and systems."
    ),
    Panel(
        "Requests, against the plan",
        [Query(f"{capacity.RATE.record}{{{HERE}}} / {capacity.BY} {capacity.PLANNED.record}", _ROUTE)],
        "percentunit",
        "LoadAbovePlan: over 120 %. PrescaleWithoutLoad: under 50 % for two hours of a season.",
    ),
    _planned(
        "Replicas that are ready", capacity.AVAILABLE, capacity.WANTED.record, "short", "From kube-state-metrics."
    ),
    _planned("Requests, 95 %", capacity.SHORT.record, capacity.GOAL.record, "s"),
    _one("Since the plan was computed", "min(freshops_season_load_age_seconds)", "age", "s"),
)

INCIDENTS = (
    _one("Open", "max by (severity) (freshops_incidents_open)", "{{severity}}"),
    _one(
        "Alerts that fire",
        'count by (alertname, severity) (ALERTS{alertstate="firing",severity!="none"})',
        "{{severity}} {{alertname}}",
    ),
    _one("Samples lost", f"max by (territory) (freshops_samples_lost_open{{{HERE}}})", "{{territory}}"),
    _one("Samples at risk", f"max by (territory) (freshops_samples_at_risk{{{HERE}}})", "{{territory}}"),
    _one("Nobody on call", "max by (responsibility) (freshops_rota_uncovered)", "{{responsibility}}"),
    Panel(
        "Escalation and watchdog",
        [
            Query("min(freshops_escalation_last_success_age_seconds)", "last escalation"),
            Query("min(freshops_watchdog_age_seconds)", "last watchdog"),
        ],
        "s",
    ),
)
