"""KEDA ScaledObjects: seasons by cron, what nobody planned by the rate of requests or by what waits."""

from typing import Any

from seasonal.capacity.connections import RELAYS
from seasonal.scaling.covering import effective
from seasonal.scaling.fleet import Deployment, Size, Workers
from seasonal.scaling.triggers import triggers_for

POLLING, STABLE = 30, 300  # seconds: how often to look; after a window no replica goes before so long
YEAR = "freshops/season-year"  # the annotation that says of which year the triggers are
Manifest = dict[str, Any]


def scaled_object(deployment: Deployment, *, year: int, namespace: str, prometheus: str) -> Manifest:
    """The ScaledObject of a deployment for a year; `prometheus`: its address. Cron triggers first, then the rate."""
    size = deployment.size
    planned = effective(deployment.planned, year=year, floor=size.floor, cap=size.cap)
    crons = triggers_for(planned, year=year, timezone=size.timezone, cap=size.cap)
    return _object(
        size.name, namespace, year=year, floor=size.floor, cap=size.cap, labels=labels_of(size),
        triggers=[*(cron.manifest() for cron in crons), _rate_trigger(size, prometheus)],
    )  # fmt: skip


def relay_object(workers: Workers, *, year: int, namespace: str, prometheus: str) -> Manifest:
    """The ScaledObject of the relay, for which events wait; what clients of channels fetch does not count."""
    query = 'max(sum by (instance) (freshops_outbox_pending{kind=~"webhook|consumer"}))'
    trigger = _prometheus_trigger("waiting", prometheus, query, str(workers.pieces))
    return _object(
        process_name("relay"), namespace, year=year, floor=1, cap=RELAYS,
        labels=process_labels("relay"), triggers=[trigger],
    )  # fmt: skip


def workers_object(workers: Workers, *, year: int, namespace: str, prometheus: str) -> Manifest:
    """The ScaledObject of the workers: one more for so many reminders that wait, never by their latency.

    Those that were given up wait for a person, and for no worker.
    """
    query = 'max(sum by (instance) (freshops_reminders_unsent{status!="dead"}))'
    trigger = _prometheus_trigger("waiting", prometheus, query, str(workers.pieces))
    return _object(
        process_name("workers"), namespace, year=year, floor=workers.floor, cap=workers.cap,
        labels=process_labels("workers"), triggers=[trigger],
    )  # fmt: skip


def labels_of(size: Size) -> dict[str, str]:
    """By which its pods are found."""
    return {
        "app.kubernetes.io/part-of": "freshops",
        "freshops/territory": str(size.territory),
        "freshops/workload": str(size.workload),
    }


def process_name(process: str) -> str:
    """Of a process that works for all territories: workers, relay, beat."""
    return f"freshops-{process}"


def process_labels(process: str) -> dict[str, str]:
    """By which its pods are found."""
    return {"app.kubernetes.io/part-of": "freshops", "freshops/workload": process}


def _object(
    name: str, namespace: str, *, year: int, floor: int, cap: int, labels: dict[str, str], triggers: list[Manifest]
) -> Manifest:
    return {
        "apiVersion": "keda.sh/v1alpha1",
        "kind": "ScaledObject",
        "metadata": {"name": name, "namespace": namespace, "labels": labels, "annotations": {YEAR: str(year)}},
        "spec": {
            "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": name},
            "pollingInterval": POLLING,
            "minReplicaCount": floor,
            "maxReplicaCount": cap,
            # Where Prometheus does not answer: what runs stays, and at least half of what may run.
            "fallback": {
                "failureThreshold": 3,
                "replicas": -(-(floor + cap) // 2),
                "behavior": "currentReplicasIfHigher",
            },
            "advanced": {
                "restoreToOriginalReplicaCount": False,
                "horizontalPodAutoscalerConfig": {"behavior": _behaviour(cap)},
            },
            "triggers": triggers,
        },
    }


def _behaviour(cap: int) -> Manifest:
    """Up at once; down five minutes after a window, and all the way within ten."""
    return {
        "scaleUp": {
            "stabilizationWindowSeconds": 0,
            "policies": [{"type": "Pods", "value": max(cap, 4), "periodSeconds": 60}],
        },
        "scaleDown": {
            "stabilizationWindowSeconds": STABLE,
            "policies": [{"type": "Pods", "value": max(-(-cap // 4), 1), "periodSeconds": 60}],
        },
    }


def _rate_trigger(size: Size, prometheus: str) -> Manifest:
    labels = f'workload="{size.workload}",territory="{size.territory}"'
    query = f"sum(rate(freshops_http_request_seconds_count{{{labels}}}[2m]))"
    return _prometheus_trigger("requests", prometheus, query, f"{size.load.normalize():f}")


def _prometheus_trigger(name: str, address: str, query: str, threshold: str) -> Manifest:
    """`ignoreNullValues` false: no data is an error, for which there is the fallback; by default it would mean 0."""
    return {
        "type": "prometheus",
        "name": name,
        "metricType": "AverageValue",
        "metadata": {
            "serverAddress": address,
            "query": query,
            "threshold": threshold,
            "activationThreshold": "0",
            "ignoreNullValues": "false",
        },
    }
