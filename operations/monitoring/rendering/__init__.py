"""Everything that Prometheus, Alertmanager and Grafana are told, as files: the same for the same code, each time."""

from pathlib import PurePosixPath

from operations.monitoring.rendering.alertmanager import alertmanager
from operations.monitoring.rendering.grafana import grafana_files
from operations.monitoring.rendering.pace import Mail, Plan, hastened
from operations.monitoring.rendering.prometheus import prometheus
from operations.monitoring.rendering.rules import rule_files

__all__ = ["FOLDERS", "Mail", "Plan", "hastened", "render"]

# Everything in them is ours: what is not rendered any more is stale.
FOLDERS = ("prometheus", "alertmanager", "grafana")


def render(plan: Plan) -> dict[PurePosixPath, str]:
    """The text of every file, by its path below the folder they are written to."""
    files = {
        "prometheus/prometheus.yml": prometheus(plan),
        "alertmanager/alertmanager.yml": alertmanager(plan),
        **{f"prometheus/rules/{name}": text for name, text in rule_files(plan)},
        **{f"grafana/{name}": text for name, text in grafana_files("http://prometheus:9090")},
    }
    return {PurePosixPath(name): text for name, text in sorted(files.items())}
