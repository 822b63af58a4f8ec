"""The parts of a dashboard: rows of panels, each with what it asks Prometheus."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from operations.monitoring.rendering.text import NOTE

SOURCE = {"type": "prometheus", "uid": "freshops-prometheus"}
COLUMNS, WIDTH, HEIGHT = 2, 12, 8
TARGET = "target"  # the legend of a target's line


@dataclass(frozen=True, slots=True)
class Query:
    """PromQL and the legend of its series; `{{label}}` in it is that label's value."""

    expr: str
    legend: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A chart over time, in a unit of Grafana."""

    title: str
    queries: Sequence[Query]
    unit: str = "short"
    description: str = ""


def dashboard(uid: str, title: str, panels: Sequence[Panel], *, by_territory: bool = True) -> dict[str, Any]:
    """A dashboard with its panels in two columns; `by_territory`: with a choice of territories."""
    return {
        "uid": uid,
        "title": title,
        "description": NOTE,
        "tags": ["freshops", "generated"],
        "editable": False,
        "schemaVersion": 39,
        "timezone": "Europe/Berlin",
        "refresh": "1m",
        "time": {"from": "now-7d", "to": "now"},
        "templating": {"list": [_territories()] if by_territory else []},
        "annotations": {"list": [_alerts()]},
        "panels": [_panel(number, panel) for number, panel in enumerate(panels)],
    }


def _panel(number: int, panel: Panel) -> dict[str, Any]:
    row, column = divmod(number, COLUMNS)
    return {
        "id": number + 1,
        "type": "timeseries",
        "title": panel.title,
        "description": panel.description,
        "datasource": SOURCE,
        "gridPos": {"x": column * WIDTH, "y": row * HEIGHT, "w": WIDTH, "h": HEIGHT},
        "targets": [
            {"refId": chr(ord("A") + place), "datasource": SOURCE, "expr": query.expr, "legendFormat": query.legend}
            for place, query in enumerate(panel.queries)
        ],
        "fieldConfig": {
            "defaults": {"unit": panel.unit, "custom": {"spanNulls": False, "lineWidth": 2}},
            "overrides": [_dashed()],
        },
        "options": {"legend": {"displayMode": "table", "placement": "bottom", "calcs": ["lastNotNull"]}},
    }


def _dashed() -> dict[str, Any]:
    style = {"id": "custom.lineStyle", "value": {"fill": "dash", "dash": [8, 8]}}
    colour = {"id": "color", "value": {"mode": "fixed", "fixedColor": "red"}}
    return {"matcher": {"id": "byRegexp", "options": f".*{TARGET}$"}, "properties": [style, colour]}


def _territories() -> dict[str, Any]:
    return {
        "name": "territory",
        "label": "Territory",
        "type": "custom",
        "query": "DE,CH,AT,all",
        "multi": True,
        "includeAll": True,
        "allValue": ".*",
        "current": {"text": "All", "value": "$__all"},
    }


def _alerts() -> dict[str, Any]:
    return {
        "name": "Alerts",
        "datasource": SOURCE,
        "enable": True,
        "expr": 'ALERTS{alertstate="firing",severity=~"SEV1|SEV2"}',
        "titleFormat": "{{alertname}} {{territory}}",
        "iconColor": "red",
    }
