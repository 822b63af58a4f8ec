"""What all pods of the fleet have in common: no privileges, a file system that cannot be written, the same secrets."""

from typing import Any

from seasonal.scaling.scaled_objects import Manifest

IMAGE = "freshops"
SECRET = "freshops"  # noqa: S105  the name of one: DATABASE_URL, REDIS_URL, SECRET_KEY and what else the settings need
UPLOADS = "freshops-uploads"  # a claim that many may write: the web server takes files, workers read them
_MOUNTS = [{"name": "tmp", "mountPath": "/tmp"}, {"name": "uploads", "mountPath": "/data/media"}]  # noqa: S108  its own


def pod_spec(container: Manifest, labels: dict[str, str], *, grace: int) -> Manifest:
    """A pod of one container; `grace`: seconds that it has to finish what it began."""
    return {
        "automountServiceAccountToken": False,
        "securityContext": {
            "runAsNonRoot": True,
            "runAsUser": 10001,
            "fsGroup": 10001,
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
        "terminationGracePeriodSeconds": grace,
        "containers": [container],
        "volumes": [
            {"name": "tmp", "emptyDir": {}},
            {"name": "uploads", "persistentVolumeClaim": {"claimName": UPLOADS}},
        ],
    }


def container(name: str, image: str, *, cpu: str, memory: str, **more: Any) -> Manifest:
    """A container. Its CPU has no limit: throttling is latency. `more`: what this one has besides."""
    return {
        "name": name,
        "image": image,
        **more,
        "envFrom": [{"secretRef": {"name": SECRET}}],
        "resources": {"requests": {"cpu": cpu, "memory": memory}, "limits": {"memory": "1Gi"}},
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
        "volumeMounts": _MOUNTS,
    }
