"""Deployments of what works behind the web server, for all territories: workers, the relay of events, the clock."""

from seasonal.capacity.connections import BEAT, RELAY, WORKERS
from seasonal.scaling.pods import container, pod_spec
from seasonal.scaling.scaled_objects import Manifest, process_labels, process_name

_CELERY = ["celery", "-A", "freshops"]
_COMMANDS = {
    # One process in each pod, as the plan counts them.
    WORKERS: [*_CELERY, "worker", "--concurrency=1", "--without-gossip", "--without-mingle", "--loglevel=INFO"],
    RELAY: ["python", "manage.py", "relay_events"],
    BEAT: [*_CELERY, "beat", "--pidfile=", "--loglevel=INFO"],
}
# A process can look alive and do nothing: what counts is when the last tick passed through one.
_HEARTBEAT = ["python", "manage.py", "check_heartbeat"]


def process_deployment(process: str, *, namespace: str, image: str) -> Manifest:
    """The Deployment of the workers, the relay or the clock. There is one clock; how many of the others is KEDA's.

    A second clock would tick twice: the old one ends before the new one starts.
    """
    labels = process_labels(process)
    alone = process == BEAT
    rolling = {"type": "RollingUpdate", "rollingUpdate": {"maxUnavailable": 0, "maxSurge": 1}}
    checked = [*_HEARTBEAT, "--job=relay"] if process == RELAY else _HEARTBEAT
    probe = {
        "exec": {"command": checked},
        "initialDelaySeconds": 120,
        "periodSeconds": 60,
        "timeoutSeconds": 30,
        "failureThreshold": 3,
    }
    runs = container(process, image, cpu="250m", memory="512Mi", command=_COMMANDS[process], livenessProbe=probe)
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": process_name(process), "namespace": namespace, "labels": labels},
        "spec": {
            **({"replicas": 1} if alone else {}),
            "selector": {"matchLabels": labels},
            "strategy": {"type": "Recreate"} if alone else rolling,
            # What a worker holds when it is told to stop is finished, or delivered again.
            "template": {"metadata": {"labels": labels}, "spec": pod_spec(runs, labels, grace=60)},
        },
    }
