from leads.models.activities import QUALIFIED_KINDS, ActivityKind, LeadActivity
from leads.models.contacts import LeadContact
from leads.models.debts import DebtDrop, LeadDebt, LeadFieldVersion, RuleHold
from leads.models.hold_rules import DebtKind, HoldRule
from leads.models.holds import HoldReason, LeadHold
from leads.models.imports import ImportState, LeadImport, LeadImportFile, LeadImportRow
from leads.models.leads import Lead, LeadStatus
from leads.models.ownerships import LeadOwnership, LeadStatusChange, OwnershipMode
from leads.models.policies import ProtectionPolicy
from leads.models.protections import LeadProtection
from leads.models.reminders import LeadExpiry, LeadReminder, ReminderStatus

__all__ = [
    "QUALIFIED_KINDS",
    "ActivityKind",
    "DebtDrop",
    "DebtKind",
    "HoldReason",
    "HoldRule",
    "ImportState",
    "Lead",
    "LeadActivity",
    "LeadContact",
    "LeadDebt",
    "LeadExpiry",
    "LeadFieldVersion",
    "LeadHold",
    "LeadImport",
    "LeadImportFile",
    "LeadImportRow",
    "LeadOwnership",
    "LeadProtection",
    "LeadReminder",
    "LeadStatus",
    "LeadStatusChange",
    "OwnershipMode",
    "ProtectionPolicy",
    "ReminderStatus",
    "RuleHold",
]
