"""Alertmanager: each alert reaches its team and FreshOps, and one mutes another only where the table says so."""

import json
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from operations.monitoring.causes import CAUSES, Cause, NoCause
from operations.monitoring.rendering.alertmanager import PAST_FRESHOPS
from operations.runbooks.alerts import ALERTS, WATCHDOG, Alert
from operations.runbooks.responsibilities import Severity
from tests.operations.monitoring.tools import DEPLOY, passes, program

CONFIG = DEPLOY / "alertmanager" / "alertmanager.yml"
# Written by hand, to be changed with care: what one alert keeps silent about another.
MUTED = {
    "MetricsMissing": "TargetDown",
    "PeriodicJobStalled": "HeartbeatLost",
    "LatencyHigh": "RequestLatencyHigh",
    "LatencyAboveGoal": "LatencyHigh",
    "OutboxLagHigh": "RelayDown",
    "NotificationQueueFilling": "NotificationQueueFull",
}


def _config() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(CONFIG.read_text("utf-8"))
    return document


def _labels(alert: Alert) -> dict[str, str]:
    names = {"alertname": alert.name, "severity": alert.severity.value, "subject": alert.subject.value}
    return {**names, "team": alert.team.value, "territory": "DE"}


def test_amtool_takes_it() -> None:
    assert "SUCCESS" in passes("amtool", "check-config", CONFIG)


@pytest.mark.parametrize("alert", ALERTS.values(), ids=lambda alert: alert.name)
def test_an_alert_goes_to_its_team(alert: Alert) -> None:
    told = (["past-freshops"] if alert.name in PAST_FRESHOPS else []) + [alert.team.value]
    labels = [f"{name}={value}" for name, value in _labels(alert).items()]
    answer = passes("amtool", "config", "routes", "test", f"--config.file={CONFIG}", *labels)
    assert answer.strip() == ",".join(told)


def test_the_watchdog_and_what_nobody_knows_have_a_receiver() -> None:
    for labels, receiver in (([f"alertname={WATCHDOG}", "severity=none"], "watchdog"), (["alertname=Odd"], "freshops")):
        assert passes("amtool", "config", "routes", "test", f"--config.file={CONFIG}", *labels).strip() == receiver


def test_every_receiver_tells_freshops_with_a_token_from_a_file() -> None:
    for receiver in _config()["receivers"]:
        if receiver["name"] == "past-freshops":
            continue
        (hook,) = receiver["webhook_configs"]
        ends = "/api/v1/alertmanager/watchdog/" if receiver["name"] == "watchdog" else "/api/v1/alertmanager/"
        assert hook["url"].endswith(ends)
        shown = {"type": "Token", "credentials_file": "/etc/alertmanager/freshops-token"}
        assert hook["http_config"]["authorization"] == shown
        assert hook["send_resolved"] is (receiver["name"] != "watchdog")


def test_a_lost_sample_is_told_at_once_and_on_its_own() -> None:
    route = _config()["route"]
    (first,) = [each for each in route["routes"] if each["matchers"] == ['severity="SEV1"']]
    assert first["group_wait"] == "0s"
    assert route["group_by"] == ["alertname", "territory"]


def test_the_watchdog_is_told_every_minute() -> None:
    (route,) = [each for each in _config()["route"]["routes"] if each.get("receiver") == "watchdog"]
    assert (route["group_wait"], route["repeat_interval"], route["group_interval"]) == ("0s", "1m", "1m")


def test_the_table_of_causes_is_what_was_agreed_on() -> None:
    assert {effect: each.cause for each in CAUSES for effect in each.effects} == MUTED


@pytest.mark.parametrize(
    ("cause", "effect", "why"),
    [
        ("TargetDown", "SampleAtRisk", "another subject"),
        ("HeartbeatLost", "ReminderScanStalled", "another subject"),
        ("SampleAtRisk", "SampleLost", "nobody may miss a SEV1"),
        ("CollectorFailing", "MetricsMissing", "is worse"),
    ],
)
def test_a_cause_that_would_hide_harm_is_refused(cause: str, effect: str, why: str) -> None:
    with pytest.raises(NoCause, match=why):
        Cause(cause, (effect,))


@pytest.fixture
def alertmanager(tmp_path: Path) -> Iterator[str]:
    """A real Alertmanager with our configuration, which reaches nobody; its address."""
    config = _config()
    for receiver in config["receivers"]:
        for hook in receiver.get("webhook_configs", ()):
            hook["url"] = "http://127.0.0.1:9/"
            del hook["http_config"]
        for mail in receiver.get("email_configs", ()):
            mail["smarthost"] = "127.0.0.1:9"
    path = tmp_path / "alertmanager.yml"
    path.write_text(yaml.safe_dump(config), "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [
        program("prometheus-alertmanager"),
        f"--config.file={path}",
        f"--storage.path={tmp_path / 'data'}",
        f"--web.listen-address={address}",
        "--cluster.listen-address=",
    ]
    with (tmp_path / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            _wait_for(lambda: _ask(f"http://{address}/-/ready") is not None, tmp_path / "log")
            yield f"http://{address}"
        finally:
            process.terminate()


def _ask(url: str, body: Any = None) -> bytes | None:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})  # noqa: S310  our own server
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            content: bytes = answer.read()
            return content
    except urllib.error.URLError:
        return None


def _wait_for(met: Any, log: Path) -> None:
    until = time.monotonic() + 30
    while not met():
        assert time.monotonic() < until, log.read_text("utf-8")
        time.sleep(0.1)


def test_when_everything_fires_only_effects_are_muted_and_never_a_sev1(alertmanager: str, tmp_path: Path) -> None:
    everything = [{"labels": _labels(alert)} for alert in ALERTS.values()]
    assert _ask(f"{alertmanager}/api/v2/alerts", everything) is not None

    def seen() -> list[dict[str, Any]]:
        alerts: list[dict[str, Any]] = json.loads(_ask(f"{alertmanager}/api/v2/alerts") or b"[]")
        return alerts

    # Alertmanager looks at inhibition when it dispatches: wait until it has dealt with each of them.
    _wait_for(
        lambda: seen() and {each["status"]["state"] for each in seen()} <= {"active", "suppressed"}, tmp_path / "log"
    )
    _wait_for(lambda: len(_muted(seen())) >= len(MUTED), tmp_path / "log")
    found = seen()
    names = {each["fingerprint"]: each["labels"]["alertname"] for each in found}
    assert set(names.values()) == set(ALERTS)
    assert {
        each["labels"]["alertname"]: [names[by] for by in each["status"]["inhibitedBy"]] for each in _muted(found)
    } == {effect: [cause] for effect, cause in MUTED.items()}
    assert not [each for each in _muted(found) if each["labels"]["severity"] == Severity.SEV1]


def _muted(alerts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in alerts if each["status"]["state"] == "suppressed"]


def test_every_cause_and_effect_is_an_alert_of_ours() -> None:
    named = {name for rule in _config()["inhibit_rules"] for name in re.findall(r"[A-Z]\w+", json.dumps(rule))}
    assert named <= set(ALERTS)
