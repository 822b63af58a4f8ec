"""The files that are rendered: fresh, valid, the same each time, and about metrics that there are."""

import json
import re
import shutil
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from core.metrics import BusinessMetrics
from operations.kpis.known import KNOWN
from operations.kpis.models import KpiTarget
from operations.monitoring.rendering import FOLDERS, Plan, hastened, render
from operations.monitoring.rendering.grafana.dashboards import dashboards
from operations.monitoring.rules import groups
from tests.operations.monitoring.tools import DEPLOY, passes

# Of Prometheus itself, of the node_exporter, of kube-state-metrics, and of the web server's own processes.
FOREIGN = {
    "up",
    "ALERTS",
    "node_cpu_seconds_total",
    "node_filesystem_avail_bytes",
    "node_filesystem_size_bytes",
    "node_memory_MemAvailable_bytes",
    "node_memory_MemTotal_bytes",
    "django_http_requests_latency_including_middlewares_seconds_bucket",
    "django_http_requests_latency_including_middlewares_seconds_count",
    "freshops_http_request_seconds_bucket",
    "freshops_http_request_seconds_count",
    "freshops_http_requests_total",
    "freshops_collector_last_success_timestamp_seconds",
    "kube_deployment_status_replicas_available",
}
METRIC = re.compile(r"\b(?:(?:freshops|lead|finops|outbox|sample|event|node|django|kube)_\w+|up|ALERTS)\b")


def _rendered(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for name in FOLDERS
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
    }


def test_the_files_in_deploy_are_fresh() -> None:
    wanted, there = {str(path): text for path, text in render(Plan()).items()}, _rendered(DEPLOY)
    stale = {name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name)}
    assert stale == set(), "run `manage.py render_monitoring`"


def test_every_file_says_that_it_is_generated_and_by_what() -> None:
    for text in _rendered(DEPLOY).values():
        assert "manage.py render_monitoring" in text


def test_promtool_takes_the_rules() -> None:
    passes("promtool", "check", "rules", *sorted((DEPLOY / "prometheus" / "rules").glob("*.yml")))


@pytest.mark.parametrize("fast", [False, True])
def test_promtool_takes_the_configuration_with_its_rules(fast: bool, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("secret")
    plan = Plan(metrics_token_file=str(token), node_target="127.0.0.1:9100")
    for path, text in render(hastened(plan) if fast else plan).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    passes("promtool", "check", "config", tmp_path / "prometheus" / "prometheus.yml")
    passes("amtool", "check-config", tmp_path / "alertmanager" / "alertmanager.yml")


def _panels(prefix: str = "") -> list[dict[str, Any]]:
    """The panels of all dashboards whose names begin so."""
    return [panel for name, each in dashboards().items() if name.startswith(prefix) for panel in each["panels"]]


def _asked() -> list[str]:
    """Every expression of a dashboard."""
    return [query["expr"] for panel in _panels() for query in panel["targets"]]


def test_promtool_takes_what_dashboards_ask(tmp_path: Path) -> None:
    rules = [{"record": f"asked:{number}", "expr": expr} for number, expr in enumerate(_asked())]
    path = tmp_path / "asked.yml"
    path.write_text(yaml.safe_dump({"groups": [{"name": "asked", "rules": rules}]}))
    passes("promtool", "check", "rules", path)


def test_every_kpi_has_a_panel_with_its_target() -> None:
    panels = _panels("kpis-")
    assert len(panels) == len(KNOWN)
    for kpi in KNOWN:
        (panel,) = [each for each in panels if f'kpi="{kpi.name}"' in each["targets"][0]["expr"]]
        assert f'freshops_kpi_target{{kpi="{kpi.name}"' in panel["targets"][1]["expr"]
        assert panel["targets"][1]["legendFormat"].endswith("target")


def test_dashboards_are_told_apart() -> None:
    documents = [json.loads(path.read_text("utf-8")) for path in (DEPLOY / "grafana/dashboards").glob("*.json")]
    assert len({each["uid"] for each in documents}) == len(documents) == len(dashboards())


@pytest.mark.django_db
def test_every_metric_that_is_asked_for_is_exported() -> None:
    expressions = [each.expr for group in groups() for each in group.recordings]
    expressions += [rule.expr for group in groups() for rule in group.rules] + _asked()
    # In quotes are labels' values; between colons is what a recorded series was made from.
    bare = [re.sub(r'"[^"]*"|\w+:\w+:\w+', " ", expression) for expression in expressions]
    asked = {name for expression in bare for name in METRIC.findall(expression)}
    assert len(asked) > 40
    exported = set()
    for family in BusinessMetrics().collect():
        endings = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(family.type, ("",))
        exported |= {family.name + ending for ending in endings}
    assert asked - exported - FOREIGN == set()


@pytest.mark.django_db
def test_the_command_writes_what_is_asked_for_and_check_says_what_is_stale(tmp_path: Path) -> None:
    call_command("render_monitoring", output=tmp_path, stdout=StringIO())
    assert _rendered(tmp_path) == _rendered(DEPLOY)
    stale, gone = tmp_path / "prometheus/prometheus.yml", tmp_path / "grafana/dashboards/gone.json"
    stale.write_text("old")
    gone.write_text("{}")
    told = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("render_monitoring", "--check", output=tmp_path, stderr=told)
    assert left.value.code == 1
    assert told.getvalue().splitlines() == [
        f"{path} is stale: run `manage.py render_monitoring`." for path in (gone, stale)
    ]
    call_command("render_monitoring", output=tmp_path, stdout=StringIO())
    with pytest.raises(SystemExit) as left:
        call_command("render_monitoring", "--check", output=tmp_path)
    assert left.value.code == 0


@pytest.mark.django_db
def test_addresses_and_pace_are_as_they_are_asked_for(tmp_path: Path) -> None:
    call_command(
        "render_monitoring",
        "--fast",
        output=tmp_path,
        target="127.0.0.1:8000",
        freshops_url="http://127.0.0.1:8000/",
        token_file=str(tmp_path / "token"),
        metrics_token_file="",
        stdout=StringIO(),
    )
    files = _rendered(tmp_path)
    prometheus = yaml.safe_load(files["prometheus/prometheus.yml"])
    assert prometheus["global"]["evaluation_interval"] == "2s"
    assert prometheus["scrape_configs"][0]["static_configs"] == [{"targets": ["127.0.0.1:8000"]}]
    assert "authorization" not in prometheus["scrape_configs"][0]
    alertmanager = files["alertmanager/alertmanager.yml"]
    assert "url: http://127.0.0.1:8000/api/v1/alertmanager/\n" in alertmanager
    assert f"credentials_file: {tmp_path / 'token'}\n" in alertmanager
    assert "email_configs" not in alertmanager
    assert "for: 1s" in files["prometheus/rules/samples.yml"]


@pytest.mark.django_db
def test_a_target_that_never_lets_an_alert_fire_is_refused(tmp_path: Path) -> None:
    KpiTarget.objects.filter(kpi="sample_success", season="peak").update(target="0.60")
    with pytest.raises(CommandError, match="can never be exceeded with a target of 60%"):
        call_command("render_monitoring", output=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_this_machine_is_in_the_files(tmp_path: Path) -> None:
    shutil.copytree(DEPLOY, tmp_path, dirs_exist_ok=True)
    assert not [name for name, text in _rendered(tmp_path).items() if re.search(r"127\.0\.0\.1|localhost|/tmp/", text)]
