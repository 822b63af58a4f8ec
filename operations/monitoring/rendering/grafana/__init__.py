"""Grafana: its data source, where dashboards lie, and the dashboards themselves."""

from collections.abc import Iterator

from operations.monitoring.rendering.grafana.dashboards import dashboards
from operations.monitoring.rendering.text import as_json, as_yaml

SOURCE = "freshops-prometheus"


def grafana_files(prometheus_url: str) -> Iterator[tuple[str, str]]:
    """Path (below the folder of Grafana) and text of each file."""
    source = {
        "name": "FreshOps",
        "uid": SOURCE,
        "type": "prometheus",
        "access": "proxy",
        "url": prometheus_url,
        "isDefault": True,
    }
    provider = {
        "name": "FreshOps",
        "folder": "FreshOps",
        "type": "file",
        "allowUiUpdates": False,
        "options": {"path": "/var/lib/grafana/dashboards/freshops"},
    }
    yield "provisioning/datasources/freshops.yml", as_yaml({"apiVersion": 1, "datasources": [source]})
    yield "provisioning/dashboards/freshops.yml", as_yaml({"apiVersion": 1, "providers": [provider]})
    for name, document in dashboards().items():
        yield f"dashboards/{name}.json", as_json(document)
