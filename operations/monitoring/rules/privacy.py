"""Requests under data-protection law."""

from operations.monitoring.rules.rule import Rule, Watch
from operations.monitoring.rules.series import recorded

OVERDUE = recorded("freshops_privacy_requests_overdue", "territory")

RECORDINGS = (OVERDUE,)
RULES = (
    # Not by the KPI: one late answer would keep it low for three months, and nobody could do anything about it.
    Rule(
        "PrivacyRequestLate",
        f"{OVERDUE.record} > 0",
        "{{ $value }} data-protection requests{{ with $labels.territory }} in {{ . }}{{ end }} are overdue",
        "Their day is over, and they are unanswered.",
        watches=(Watch("freshops_privacy_requests_overdue"),),
    ),
)
