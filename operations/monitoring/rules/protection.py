"""Protection: nobody loses it unreminded, and no date is wrong."""

from datetime import timedelta

from operations.monitoring.rules.rule import Rule, Watch
from operations.monitoring.rules.series import greatest, recorded

UNREMINDED = recorded("freshops_expiries_without_reminder", "territory")

RECORDINGS = (UNREMINDED,)
RULES = (
    Rule(
        "LeadExpiredWithoutReminder",
        f"{UNREMINDED.record} > 0",
        "{{ $value }} leads in {{ $labels.territory }} expired and nobody had been reminded",
        "They were protected and open after they were recorded here, and nobody has acknowledged it yet.",
        watches=(Watch("freshops_expiries_without_reminder"),),
    ),
    Rule(
        "ProtectionDrift",
        f"{greatest('freshops_protection_drift')} > 0",
        "The stored deadlines of {{ $value }} leads differ from the rule",
        "Found by the last nightly comparison of every lead's stored clock with its definition.",
        watches=(
            Watch("freshops_protection_drift"),
            Watch("freshops_protection_check_age_seconds", older_than=timedelta(hours=26)),
        ),
    ),
)
