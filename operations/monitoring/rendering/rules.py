"""Prometheus' rule files: what is recorded, and the alerts of each subject."""

from collections.abc import Iterator
from typing import Any

from django.utils import translation

from operations.monitoring.rendering.pace import Plan, duration
from operations.monitoring.rendering.text import as_yaml
from operations.monitoring.rules import ALWAYS, RECORDINGS, RULES
from operations.monitoring.rules.rule import Recording, Rule
from operations.runbooks.addresses import read_address
from operations.runbooks.alerts import ALERTS, Alert
from operations.runbooks.responsibilities import RESPONSE_TIMES, Severity
from operations.runbooks.subjects import Subject

RESPOND_WITHIN = {
    Severity.SEV1: "15 min",
    Severity.SEV2: "1 h",
    Severity.SEV3: "4 h",
    Severity.SEV4: "next working day",
}


def rule_files(plan: Plan) -> Iterator[tuple[str, str]]:
    """Name and text of each file."""
    groups = [
        {"name": f"freshops-recorded-{name}", "rules": [_recording(each) for each in recordings]}
        for name, recordings in RECORDINGS.items()
    ]
    yield "recording.yml", as_yaml({"groups": groups})
    for subject in Subject:
        rules = [_alerting(rule, plan) for name, rule in RULES.items() if ALERTS[name].subject is subject]
        if subject is Subject.PLATFORM:
            rules.append(_watchdog(plan))
        yield f"{subject.value}.yml", as_yaml({"groups": [{"name": f"freshops-{subject.value}", "rules": rules}]})


def _recording(recording: Recording) -> dict[str, Any]:
    labels = {"labels": dict(recording.labels)} if recording.labels else {}
    return {"record": recording.record, "expr": recording.expr, **labels}


def _alerting(rule: Rule, plan: Plan) -> dict[str, Any]:
    alert = ALERTS[rule.alert]
    labels = {"severity": alert.severity.value, "subject": alert.subject.value, "team": alert.team.value}
    return _rule(rule, plan, labels, _annotations(rule, alert, plan))


def _watchdog(plan: Plan) -> dict[str, Any]:
    annotations = {"summary": ALWAYS.summary, "description": ALWAYS.description}
    return _rule(ALWAYS, plan, {"severity": "none", "subject": Subject.PLATFORM.value}, annotations)


def _rule(rule: Rule, plan: Plan, labels: dict[str, str], annotations: dict[str, str]) -> dict[str, Any]:
    hold = {"for": duration(plan.hold(rule.hold))} if plan.hold(rule.hold) else {}
    expr = rule.promql(age_factor=plan.age_factor)
    return {"alert": rule.alert, "expr": expr, **hold, "labels": labels, "annotations": annotations}


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
