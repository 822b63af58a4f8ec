"""Each alert fires when it must, is silent when it must be, survives restarts, and speaks when data stop: promtool."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from operations.monitoring.rules import RULES
from operations.runbooks.alerts import ALERTS, WATCHDOG
from tests.operations.monitoring.tools import CASES, passes
from tests.operations.monitoring.tools import RULES as FILES

FILES_OF_CASES = sorted(CASES.glob("*.yml"))
# Firing while there is nothing to read is all that it does; what it reads is up, which is there when all else is not.
UNWATCHED = {"TargetDown", "MetricsMissing"}
# Compared with counters as they grow.
COUNTED = {
    "SampleSuccessLow", "ReminderSlaMissed", "RequestLatencyHigh", "CpuHigh", "LatencyHigh", "LatencyAboveGoal",
    "LoadAbovePlan", "PrescaleWithoutLoad",
}  # fmt: skip


@cache
def _groups() -> list[dict[str, Any]]:
    return [group for path in FILES_OF_CASES for group in yaml.safe_load(path.read_text("utf-8"))["tests"]]


def _expectations(alert: str) -> list[list[Any]]:
    """What is expected of an alert, each time: alerts or samples; nothing where it has to be silent."""
    asked = [
        each["exp_samples"]
        for group in _groups()
        for each in group.get("promql_expr_test", ())
        if re.search(rf'alertname="{alert}"', each["expr"])
    ]
    named = [
        each["exp_alerts"]
        for group in _groups()
        for each in group.get("alert_rule_test", ())
        if each["alertname"] == alert
    ]
    return asked + named


@pytest.mark.parametrize("path", FILES_OF_CASES, ids=lambda path: path.stem)
def test_promtool_proves(path: Path) -> None:
    passes("promtool", "test", "rules", path)


def test_every_alert_has_one_rule_and_every_rule_an_alert() -> None:
    assert RULES.keys() == ALERTS.keys()
    rendered = [
        rule["alert"]
        for path in FILES.glob("*.yml")
        for group in yaml.safe_load(path.read_text("utf-8"))["groups"]
        for rule in group["rules"]
        if "alert" in rule
    ]
    assert sorted(rendered) == sorted([*ALERTS, WATCHDOG])


@pytest.mark.parametrize("alert", [*ALERTS, WATCHDOG])
def test_promtool_sees_it_fire(alert: str) -> None:
    assert any(_expectations(alert))


@pytest.mark.parametrize("alert", ALERTS)
def test_promtool_sees_it_silent(alert: str) -> None:
    assert [] in _expectations(alert)


@pytest.mark.parametrize("alert", sorted(ALERTS.keys() - UNWATCHED))
def test_promtool_sees_data_stop(alert: str) -> None:
    """MetricsMissing is expected to fire for everything that the alert looks at, and not to before."""
    assert RULES[alert].watches
    for watch in RULES[alert].watches:
        name = watch.series.replace('"', '\\"')
        asked = [
            each["exp_samples"]
            for group in _groups()
            for each in group.get("promql_expr_test", ())
            if 'alertname="MetricsMissing"' in each["expr"] and f'metric="{name}"' in each["expr"]
        ]
        assert any(asked), watch
        assert [] in asked, watch


@pytest.mark.parametrize("alert", sorted(ALERTS.keys() - {"MetricsMissing"}))
def test_promtool_restarts_the_exporter(alert: str) -> None:
    named = [group["name"] for group in _groups() if re.search(rf"^[\w, ]*\b{alert}\b.*:.*restart", group["name"])]
    assert named


@pytest.mark.parametrize("alert", sorted(COUNTED))
def test_promtool_resets_its_counters(alert: str) -> None:
    assert [group for group in _groups() if re.search(rf"^{alert}: .*counter reset", group["name"])]


def test_only_those_go_by_counters_that_are_known_to() -> None:
    moving = re.compile(r"\b(rate|increase)\(|:(good_ratio|increase|rate|p95_rate)\d")
    assert {name for name, rule in RULES.items() if moving.search(rule.expr)} == COUNTED
