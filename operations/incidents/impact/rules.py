"""The rules: what makes an incident how bad. More at stake never makes one less bad."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from operations.incidents.impact.measuring import Impact
from operations.runbooks.responsibilities import Severity
from operations.runbooks.subjects import Subject

# A reason as it is stored: {"code": ..., "params": {...}}; operations.incidents.wording puts it into words.
Reason = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """Where at least so many of `measure` (a count of Impact) are at stake, an incident of `subjects` is that bad."""

    measure: str
    at_least: int
    severity: Severity
    subjects: frozenset[Subject]


_SAMPLES = frozenset({Subject.SAMPLES})
_PROTECTION = frozenset({Subject.PROTECTION, Subject.REMINDERS})
_CATERING = frozenset({Subject.CATERING})
_ORDERS = frozenset({Subject.ORDERS})

# Each subject looks at what concerns it alone: a busy processor wakes nobody because of a sample.
RULES = (
    Rule("samples_lost", 1, Severity.SEV1, _SAMPLES),
    Rule("samples_at_risk", 10, Severity.SEV1, _SAMPLES),
    Rule("samples_at_risk", 1, Severity.SEV2, _SAMPLES),
    Rule("leads_expired_unreminded", 1, Severity.SEV1, _PROTECTION),
    Rule("leads_about_to_expire", 10, Severity.SEV1, _PROTECTION),
    Rule("leads_about_to_expire", 1, Severity.SEV2, _PROTECTION),
    Rule("events_unanswered", 5, Severity.SEV1, _CATERING),
    Rule("events_unanswered", 1, Severity.SEV2, _CATERING),
    Rule("orders_unconfirmed", 1, Severity.SEV1, _ORDERS),
)

# In a peak these weigh more: what goes wrong now cannot be made good within the season.
PEAK_SUBJECTS = frozenset({Subject.SAMPLES, Subject.CATERING, Subject.ORDERS})
PEAK = {Severity.SEV2: Severity.SEV1, Severity.SEV3: Severity.SEV2}


def worse(one: str, other: str) -> Severity:
    """The worse of two severities: SEV1 is the worst."""
    return Severity(min(one, other))


def rate(*, subject: str, base: str, impact: Impact) -> tuple[Severity, list[Reason]]:
    """How bad an incident of `subject` is, whose alert says `base`, and why; never less bad than `base`."""
    severity, reasons = Severity(base), [_reason("alert", severity=base)]
    for rule in _applying(subject, impact):
        severity = worse(severity, rule.severity)
        reasons.append(_reason(rule.measure, count=impact.count(rule.measure), severity=rule.severity.value))
    if impact.season and subject in PEAK_SUBJECTS and severity in PEAK:
        severity = PEAK[severity]
        reasons.append(_reason("peak", season=impact.season, severity=severity.value))
    return severity, reasons


def _applying(subject: str, impact: Impact) -> Sequence[Rule]:
    """Of each measure the first rule that holds: of several the worst."""
    found: dict[str, Rule] = {}
    for rule in RULES:
        if subject in rule.subjects and impact.count(rule.measure) >= rule.at_least:
            found.setdefault(rule.measure, rule)
    return list(found.values())


def _reason(code: str, **params: Any) -> Reason:
    return {"code": code, "params": params}
