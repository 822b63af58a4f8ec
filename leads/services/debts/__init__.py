"""What FreshFoodz owes about leads, and the holds that rules keep in line with it."""

from leads.services.debts.desired import TOLERANCE
from leads.services.debts.handovers import drop_debts_at_handovers
from leads.services.debts.reconciling import reconcile_debts
from leads.services.debts.recording import DebtEnd, record_debt_ends
from leads.services.debts.rules import switch_rule
from leads.services.debts.sweeping import sweep_debts

__all__ = [
    "TOLERANCE",
    "DebtEnd",
    "drop_debts_at_handovers",
    "reconcile_debts",
    "record_debt_ends",
    "sweep_debts",
    "switch_rule",
]
