"""Metrics of events, read from the database at each scrape. Labels are kind and outcome, never a subscription's id.

Totals are kept running by the database: they never fall when old deliveries are forgotten.
"""

import math
from collections.abc import Iterable
from typing import Any

from django.db import connection
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Metric

from core.metrics import register
from journal.models import Kind

KINDS = [kind.value for kind in Kind]
OUTCOMES = ("DELIVERED", "FAILED", "PARKED", "DISCARDED")


@register
def backlog() -> Iterable[Metric]:
    """What is due, waits or is parked. Due: of subscriptions that are active, in seconds since then."""
    lag = GaugeMetricFamily(
        "outbox_dispatch_lag_seconds",
        "Age of the oldest delivery that is due and unsettled, of active subscriptions; 0 if there is none.",
        labels=["kind"],
    )
    pending = GaugeMetricFamily("freshops_outbox_pending", "Deliveries that wait.", labels=["kind"])
    parked = GaugeMetricFamily("freshops_outbox_parked", "Deliveries that are parked.", labels=["kind"])
    found = _by_kind(
        """
        SELECT s.kind, coalesce(max(extract(epoch FROM clock_timestamp() - due.due_at)), 0)::float,
               sum(pending.deliveries)::bigint, sum(parked.deliveries)::bigint
        FROM integration.subscriptions s
        LEFT JOIN LATERAL (
            SELECT d.due_at FROM integration.event_deliveries d
            WHERE s.state = 'ACTIVE' AND d.subscription_id = s.id AND d.state = 'PENDING'
              AND d.due_at <= clock_timestamp()
              -- What a parked event holds up is not late: somebody has to decide first.
              AND NOT (s.ordered AND EXISTS (
                  SELECT FROM integration.event_deliveries e
                  WHERE e.subscription_id = s.id AND e.stream = d.stream AND e.id < d.id AND e.state = 'PARKED'))
            ORDER BY d.due_at, d.id LIMIT 1) due ON true
        CROSS JOIN LATERAL (
            SELECT count(*) AS deliveries FROM integration.event_deliveries d
            WHERE d.subscription_id = s.id AND d.state = 'PENDING') pending
        CROSS JOIN LATERAL (
            SELECT count(*) AS deliveries FROM integration.event_deliveries d
            WHERE d.subscription_id = s.id AND d.state = 'PARKED') parked
        GROUP BY s.kind
        """
    )
    for kind in KINDS:
        values = found.get(kind, (0.0, 0, 0))
        for family, value in zip((lag, pending, parked), values, strict=True):
            family.add_metric([kind.lower()], value)
    return [lag, pending, parked]


@register
def traffic() -> Iterable[Metric]:
    """What became of deliveries, since when nothing has arrived, what came in, and how full PostgreSQL's queue is."""
    total = CounterMetricFamily(
        "freshops_deliveries", "Attempts to deliver, by how they ended.", labels=["kind", "outcome"]
    )
    age = GaugeMetricFamily(
        "freshops_last_delivery_success_age_seconds",
        "Seconds since a delivery last succeeded, where there is an active subscription; +Inf if none ever did.",
        labels=["kind"],
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT s.kind, t.outcome, coalesce(sum(t.deliveries), 0)::bigint, bool_or(s.state = 'ACTIVE'),
                   extract(epoch FROM clock_timestamp() - max(t.last_at) FILTER (WHERE s.state = 'ACTIVE'))::float
            FROM integration.subscriptions s
            LEFT JOIN integration.delivery_totals t ON t.subscription_id = s.id
            GROUP BY 1, 2
            UNION ALL
            SELECT 'INCOMING', 'PARKED', count(*), NULL, NULL
            FROM integration.incoming_events WHERE state = 'PARKED'
            UNION ALL
            -- From the statistics: counting millions of rows would cost more than all the rest.
            SELECT 'INCOMING', 'NEW', pg_stat_get_tuples_inserted('integration.incoming_events'::regclass), NULL, NULL
            UNION ALL
            SELECT 'NOTIFICATIONS', '', 0, NULL, pg_notification_queue_usage()
            """
        )
        found = cursor.fetchall()
    counts = {(kind, outcome): count for kind, outcome, count, *_ in found}
    active = {kind for kind, _, _, is_active, _ in found if is_active}
    arrived = {kind: seconds for kind, outcome, *_, seconds in found if outcome == "DELIVERED"}
    for kind in KINDS:
        for outcome in OUTCOMES:
            total.add_metric([kind.lower(), outcome.lower()], counts.get((kind, outcome), 0))
        if kind in active:
            seconds = arrived.get(kind)
            age.add_metric([kind.lower()], math.inf if seconds is None else seconds)
    yield total
    yield age
    yield GaugeMetricFamily(
        "freshops_incoming_parked",
        "Events that were sent to us and parked, since nobody reads their type.",
        value=counts["INCOMING", "PARKED"],
    )
    yield CounterMetricFamily(
        "freshops_incoming", "New events that other systems sent.", value=counts["INCOMING", "NEW"]
    )
    # A session that listens and does not read fills it.
    yield GaugeMetricFamily(
        "freshops_notification_queue_usage",
        "Share of PostgreSQL's notification queue that is in use; over 0.7 only critical events notify.",
        value=next(usage for kind, *_, usage in found if kind == "NOTIFICATIONS"),
    )


def _by_kind(statement: str) -> dict[str, tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {kind: tuple(values) for kind, *values in cursor.fetchall()}
