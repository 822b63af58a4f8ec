"""Orders that wait for their confirmation."""

from operations.monitoring.rules.kpis import watch
from operations.monitoring.rules.rule import Rule, Watch
from operations.monitoring.rules.series import recorded

LATE = recorded("freshops_orders_unconfirmed_late", "territory")

RECORDINGS = (LATE,)
RULES = (
    Rule(
        "OrderConfirmationLate",
        f"{LATE.record} > 0",
        "{{ $value }} orders in {{ $labels.territory }} have waited too long for their confirmation",
        "They are unconfirmed, and were placed longer ago than the target of the KPI order_confirmation allows.",
        # The target that it counts by is as old as the KPI.
        watches=(Watch("freshops_orders_unconfirmed_late"), watch("order_confirmation")),
    ),
)
