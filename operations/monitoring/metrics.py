"""What alerts need and nobody else exports: room in the database, overdue requests, and how old a success may be."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import Count
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Metric

from core.metrics import register
from core.territory import Territory
from operations.facts.models import DataProtectionRequest
from operations.monitoring.periodic_jobs import age_limits
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.sql import text_of


@register
def database() -> Iterable[Metric]:
    """How much room there is: the same numbers as the runbooks' checks, by the same SQL."""
    connections, partitions = (text_of(CHECKS[name]) for name in ("database_connections", "journal_partitions"))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT value FROM (\n{connections}\n) c), (SELECT value FROM (\n{partitions}\n) p)")  # noqa: S608  our own files
        usage, ahead = cursor.fetchone()
    yield GaugeMetricFamily(
        "freshops_database_connections_usage",
        "Share of the connections open to applications that is in use.",
        value=usage,
    )
    yield GaugeMetricFamily(
        "freshops_journal_partitions_ahead", "For how many months to come the journal has a partition.", value=ahead
    )


@register
def privacy() -> Iterable[Metric]:
    """Data-protection requests that are overdue now; those answered late are in the KPI."""
    open_requests = DataProtectionRequest.objects.filter(voided_at=None, answered_at=None, due_at__lt=timezone.now())
    overdue = dict(open_requests.values_list("territory").annotate(Count("pk")))
    family = GaugeMetricFamily(
        "freshops_privacy_requests_overdue", "Data-protection requests whose day is over.", labels=["territory"]
    )
    for territory in (*Territory.values, ""):
        family.add_metric([territory], overdue.get(territory, 0))
    yield family


@register
def job_age_limits() -> Iterable[Metric]:
    """What each periodic job's last success is compared with. A job that never succeeded is known by this alone."""
    family = GaugeMetricFamily(
        "freshops_job_age_limit_seconds",
        "Seconds after which the last success of a periodic job is too old.",
        labels=["job"],
    )
    for job, limit in age_limits().items():
        family.add_metric([job], limit.total_seconds())
    yield family
