"""Alerts about protection and its reminders."""

from django.utils.translation import gettext_lazy as _

from operations.runbooks.alerts.alert import Alert
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

PROTECTION = (
    Alert(
        "LeadExpiredWithoutReminder",
        Severity.SEV1,
        Subject.PROTECTION,
        _("A lead expired and nobody was reminded"),
        _("We broke a term of the contract: the representative lost commission without a warning, and may claim it."),
        Responsibility.OPERATIONS_LEAD,
        "expiry-disputes",
        "read-history",
        (Responsibility.SALES_OPERATIONS, Responsibility.LEGAL),
    ),
    Alert(
        "ProtectionDrift",
        Severity.SEV1,
        Subject.PROTECTION,
        _("Stored deadlines differ from the rule"),
        _("Wrong dates are on people's screens: protection may end, or go on, against the contract."),
        Responsibility.ENGINEERING_ON_CALL,
        "lead-protection",
        "validate-clock",
        (Responsibility.OPERATIONS_LEAD, Responsibility.LEGAL),
    ),
    Alert(
        "ReminderOverdue",
        Severity.SEV2,
        Subject.REMINDERS,
        _("Reminders are more than 60 minutes late"),
        _("Representatives lose the days in which they could save their protection."),
        Responsibility.OPERATIONS_ON_CALL,
        "protection-reminders",
        "check-overdue",
        (Responsibility.ENGINEERING_ON_CALL,),
    ),
    Alert(
        "ReminderSlaMissed",
        Severity.SEV2,
        Subject.REMINDERS,
        _("Too few reminders go out within 60 minutes"),
        _("At this rate we miss what we have promised to representatives."),
        Responsibility.OPERATIONS_ON_CALL,
        "protection-reminders",
        "check-sla",
        (Responsibility.OPERATIONS_LEAD,),
    ),
    Alert(
        "ReminderScanStalled",
        Severity.SEV2,
        Subject.REMINDERS,
        _("Nobody looks for reminders that are due"),
        _("No reminder goes out and no expiry is recorded until it runs again."),
        Responsibility.ENGINEERING_ON_CALL,
        "reminder-pipeline",
        "check-scan-age",
        (Responsibility.OPERATIONS_ON_CALL,),
    ),
)
