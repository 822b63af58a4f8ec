"""Catering requests that wait for an answer."""

from operations.monitoring.rules.kpis import watch
from operations.monitoring.rules.rule import Rule, Watch
from operations.monitoring.rules.series import recorded

LATE = recorded("freshops_catering_unanswered_late", "territory")

RECORDINGS = (LATE,)
RULES = (
    # What was answered late needs nobody at night; what still waits does.
    Rule(
        "CateringAnswerLate",
        f"{LATE.record} > 0",
        "{{ $value }} catering requests in {{ $labels.territory }} have waited too long for an answer",
        "They are unanswered, and were asked longer ago than the target of the KPI catering_answer allows.",
        # The target that it counts by is as old as the KPI.
        watches=(Watch("freshops_catering_unanswered_late"), watch("catering_answer")),
    ),
)
