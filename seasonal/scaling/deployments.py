"""Kubernetes Deployments, Services and disruption budgets of the fleet: one of each for a territory and a workload."""

from typing import Any

from seasonal.scaling.fleet import Size
from seasonal.scaling.scaled_objects import Manifest, labels_of

IMAGE = "freshops"
PORT = 8000
# What a replica asks for. Its CPU has no limit: throttling is latency.
RESOURCES = {"requests": {"cpu": "500m", "memory": "512Mi"}, "limits": {"memory": "1Gi"}}


def deployment(size: Size, *, namespace: str, image: str = IMAGE) -> Manifest:
    """The Deployment. It names no number of replicas: that is KEDA's, and applying it again must not undo it."""
    labels = labels_of(size)
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": size.name, "namespace": namespace, "labels": labels},
        "spec": {
            "selector": {"matchLabels": labels},
            "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}},
            "template": {"metadata": {"labels": labels}, "spec": _pod(labels, image)},
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


def disruption_budget(size: Size, *, namespace: str) -> Manifest:
    """One replica may be taken away at a time: of a single one, too, or its node could never be drained."""
    labels = labels_of(size)
    return {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": {"name": size.name, "namespace": namespace, "labels": labels},
        "spec": {"maxUnavailable": 1, "selector": {"matchLabels": labels}},
    }


def _pod(labels: dict[str, str], image: str) -> dict[str, Any]:
    return {
        "automountServiceAccountToken": False,
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": 10001,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "topologySpreadConstraints": [
            {
                "maxSkew": 1,
                "topologyKey": "kubernetes.io/hostname",
                "whenUnsatisfiable": "ScheduleAnyway",
                "labelSelector": {"matchLabels": labels},
            }
        ],
        # Longer than a request may take (gunicorn: 20 s) and than the ingress needs to look elsewhere.
        "terminationGracePeriodSeconds": 40,
        "containers": [_container(image)],
        "volumes": [{"name": "tmp", "emptyDir": {}}],
    }


def _container(image: str) -> dict[str, Any]:
    return {
        "name": "web",
        "image": image,
        "ports": [{"name": "http", "containerPort": PORT}],
        "env": [
            {"name": "HOST", "value": "0.0.0.0"},  # noqa: S104  inside the pod
            {"name": "PROMETHEUS_MULTIPROC_DIR", "value": "/tmp/metrics"},  # noqa: S108  the pod's own
        ],
        "envFrom": [{"secretRef": {"name": "freshops"}}],
        "resources": RESOURCES,
        "startupProbe": _probe("/healthz", failures=30, every=2),
        "livenessProbe": _probe("/healthz", failures=3, every=10),
        "readinessProbe": _probe("/readyz", failures=2, every=5),
        "lifecycle": {"preStop": {"exec": {"command": ["sleep", "10"]}}},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],  # noqa: S108  the pod's own
    }


def _probe(path: str, *, failures: int, every: int) -> dict[str, Any]:
    get = {"path": path, "port": "http"}
    return {"httpGet": get, "periodSeconds": every, "failureThreshold": failures, "timeoutSeconds": 5}
