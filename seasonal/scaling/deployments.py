"""Deployments, Services and disruption budgets of the web server: one of each for a territory and a workload."""

from typing import Any

from seasonal.scaling.fleet import Size
from seasonal.scaling.pods import container, pod_spec
from seasonal.scaling.scaled_objects import Manifest, labels_of

PORT = 8000
# Longer than a request may take (gunicorn: 20 s) and than the ingress needs to look elsewhere.
GRACE = 40


def deployment(size: Size, *, namespace: str, image: str) -> Manifest:
    """The Deployment. It names no number of replicas: that is KEDA's, and applying it again must not undo it."""
    labels = labels_of(size)
    web = container(
        "web",
        image,
        cpu="500m",
        memory="512Mi",
        ports=[{"name": "http", "containerPort": PORT}],
        env=[
            {"name": "HOST", "value": "0.0.0.0"},  # noqa: S104  inside the pod
            # One process, as the baselines and the connections of a replica are counted.
            {"name": "WEB_WORKERS", "value": "1"},
            {"name": "PROMETHEUS_MULTIPROC_DIR", "value": "/tmp/metrics"},  # noqa: S108  the pod's own
        ],
        startupProbe=_probe("/healthz", failures=30, every=2),
        livenessProbe=_probe("/healthz", failures=3, every=10),
        readinessProbe=_probe("/readyz", failures=2, every=5),
        lifecycle={"preStop": {"exec": {"command": ["sleep", "10"]}}},
    )
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": size.name, "namespace": namespace, "labels": labels},
        "spec": {
            "selector": {"matchLabels": labels},
            "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}},
            "template": {"metadata": {"labels": labels}, "spec": pod_spec(web, labels, grace=GRACE)},
        },
    }


def service(size: Size, *, namespace: str) -> Manifest:
    """The Service that an ingress sends the workload's requests to."""
    labels = labels_of(size)
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": size.name, "namespace": namespace, "labels": labels},
        "spec": {"selector": labels, "ports": [{"name": "http", "port": 80, "targetPort": "http"}]},
    }


def disruption_budget(name: str, labels: dict[str, str], *, namespace: str) -> Manifest:
    """One replica may be taken away at a time: of a single one, too, or its node could never be drained."""
    return {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": {"name": name, "namespace": namespace, "labels": labels},
        "spec": {"maxUnavailable": 1, "selector": {"matchLabels": labels}},
    }


def _probe(path: str, *, failures: int, every: int) -> dict[str, Any]:
    get = {"path": path, "port": "http"}
    return {"httpGet": get, "periodSeconds": every, "failureThreshold": failures, "timeoutSeconds": 5}
