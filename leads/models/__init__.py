from leads.models.activities import QUALIFIED_KINDS, ActivityKind, LeadActivity
from leads.models.contacts import LeadContact
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
    "HoldReason",
    "ImportState",
    "Lead",
    "LeadActivity",
    "LeadContact",
    "LeadExpiry",
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
]
