"""KEDA ScaledObjects: seasons by cron, what nobody planned by the rate of requests or by what waits."""

from typing import Any

from seasonal.scaling.fleet import Deployment, Size
from seasonal.scaling.triggers import triggers_for

POLLING, STABLE = 30, 300  # seconds: how often to look; after a window no replica goes before so long
Manifest = dict[str, Any]


def scaled_object(deployment: Deployment, *, year: int, namespace: str, prometheus: str) -> Manifest:
    """The ScaledObject of a deployment for a year; `prometheus`: its address. Cron triggers first, then the rate."""
    size = deployment.size
    crons = triggers_for(deployment.windows, year=year, timezone=size.timezone)
    capped = [{**cron.manifest(), "metadata": _capped(cron.manifest()["metadata"], size)} for cron in crons]
    return _object(
        size.name, namespace, floor=size.floor, cap=size.cap, labels=labels_of(size),
        triggers=[*capped, _rate_trigger(size, prometheus)],
    )  # fmt: skip


def workers_object(*, namespace: str, prometheus: str, floor: int, cap: int, pieces: int) -> Manifest:
    """The ScaledObject of the workers: a worker more for every `pieces` of work that wait, never by their latency."""
    query = "max(sum by (instance) (freshops_reminders_unsent)) + max(sum by (instance) (freshops_outbox_pending))"
    trigger = _prometheus_trigger("waiting", prometheus, query, pieces)
    labels = {"app.kubernetes.io/part-of": "freshops", "freshops/workload": "workers"}
    return _object("freshops-workers", namespace, floor=floor, cap=cap, labels=labels, triggers=[trigger])


def labels_of(size: Size) -> dict[str, str]:
    """By which its pods are found."""
    return {
        "app.kubernetes.io/part-of": "freshops",
        "freshops/territory": str(size.territory),
        "freshops/workload": str(size.workload),
    }


def _object(
    name: str, namespace: str, *, floor: int, cap: int, labels: dict[str, str], triggers: list[Manifest]
) -> Manifest:
    return {
        "apiVersion": "keda.sh/v1alpha1",
        "kind": "ScaledObject",
        "metadata": {"name": name, "namespace": namespace, "labels": labels},
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
    return _prometheus_trigger("requests", prometheus, query, size.load)


def _prometheus_trigger(name: str, address: str, query: str, threshold: int) -> Manifest:
    """`ignoreNullValues` false: no data is an error, for which there is the fallback; by default it would mean 0."""
    return {
        "type": "prometheus",
        "name": name,
        "metricType": "AverageValue",
        "metadata": {
            "serverAddress": address,
            "query": query,
            "threshold": str(threshold),
            "activationThreshold": "0",
            "ignoreNullValues": "false",
        },
    }


def _capped(metadata: Any, size: Size) -> Manifest:
    return {**metadata, "desiredReplicas": str(min(int(metadata["desiredReplicas"]), size.cap))}
