"""Prometheus' rule files: what is recorded, and the alerts of each subject."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from operations.monitoring.rendering.pace import Plan, duration
from operations.monitoring.rendering.text import as_yaml
from operations.monitoring.rules import groups
from operations.monitoring.rules.rule import Recording, Rule
from operations.runbooks.addresses import read_address
from operations.runbooks.alerts import ALERTS, WATCHDOG, Alert
from operations.runbooks.responsibilities import RESPONSE_TIMES, Severity
from operations.runbooks.subjects import Subject

RESPOND_WITHIN = {
    Severity.SEV1: "15 min",
    Severity.SEV2: "1 h",
    Severity.SEV3: "4 h",
    Severity.SEV4: "next working day",
}


def rule_files(plan: Plan) -> Iterator[tuple[str, str]]:
    """Name and text of each file: one a group."""
    for group in groups():
        rules = [*map(_recording, group.recordings), *(_alerting(rule, plan) for rule in group.rules)]
        yield f"{group.name}.yml", as_yaml({"groups": [{"name": f"freshops-{group.name}", "rules": rules}]})


def _recording(recording: Recording) -> dict[str, Any]:
    labels = {"labels": dict(recording.labels)} if recording.labels else {}
    return {"record": recording.record, "expr": recording.expr, **labels}


def _alerting(rule: Rule, plan: Plan) -> dict[str, Any]:
    hold = {"for": duration(plan.hold(rule.hold))} if plan.hold(rule.hold) else {}
    expr = rule.promql(age_factor=plan.age_factor)
    labels, annotations = _said(rule, plan)
    return {"alert": rule.alert, "expr": expr, **hold, "labels": labels, "annotations": annotations}


def _said(rule: Rule, plan: Plan) -> tuple[dict[str, str], dict[str, str]]:
    if rule.alert == WATCHDOG:  # it wakes nobody
        labels = {"severity": "none", "subject": Subject.PLATFORM.value}
        return labels, {"summary": rule.summary, "description": rule.description}
    alert = ALERTS[rule.alert]
    labels = {"severity": alert.severity.value, "subject": alert.subject.value, "team": alert.team.value}
    return labels, _annotations(rule, alert, plan)


def _annotations(rule: Rule, alert: Alert, plan: Plan) -> dict[str, str]:
    # English here; FreshOps says it in the reader's language, by the alert's name.
    with translation.override("en"):
        return {
            "summary": rule.summary,
            "description": rule.description,
            "impact": str(alert.impact),
            "runbook_url": plan.public_url + read_address(alert.runbook, alert.step),
            "respond_within": RESPOND_WITHIN[alert.severity],
            "escalation": _escalation(alert),
        }


def _escalation(alert: Alert) -> str:
    also = f"; told: {', '.join(str(each.label) for each in alert.also)}" if alert.also else ""
    within = RESPONSE_TIMES[alert.severity]
    then = f"after {duration(within)} the operations lead, after {duration(2 * within)} management"
    return f"At once {alert.team.label}{also}. If nobody acknowledges: {then}."
