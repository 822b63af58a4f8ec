"""Alerts about people: those whom help should help, those whose data we keep, and those who should not be here."""

from django.utils.translation import gettext_lazy as _

from operations.runbooks.alerts.alert import Alert
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

PEOPLE = (
    Alert(
        "HelpSuccessLow",
        Severity.SEV3,
        Subject.HELP,
        _("Help helps too rarely"),
        _("People search, find nothing, and call: everything takes longer, and wrong steps are taken."),
        Responsibility.OPERATIONS_LEAD,
        "costs-and-ai",
        "help-success",
        (Responsibility.SALES_OPERATIONS,),
    ),
    Alert(
        "PrivacyRequestLate",
        Severity.SEV2,
        Subject.PRIVACY,
        _("A data-protection request is overdue"),
        _("The law's period is over: the person may complain, and the authority may fine us."),
        Responsibility.DATA_PROTECTION,
        "incident-escalation",
        "privacy-late",
        (Responsibility.LEGAL,),
    ),
    Alert(
        "LoginAttack",
        Severity.SEV2,
        Subject.SECURITY,
        _("Many sign-ins are locked out"),
        _("Somebody tries passwords. Who gets in can move deadlines and see contacts."),
        Responsibility.SECURITY,
        "incident-escalation",
        "intruder",
        (Responsibility.OPERATIONS_LEAD, Responsibility.DATA_PROTECTION),
    ),
    Alert(
        "AuditGap",
        Severity.SEV1,
        Subject.SECURITY,
        _("The records have a gap"),
        _("What happened cannot be proven: in a dispute about commission we have no evidence."),
        Responsibility.SECURITY,
        "incident-escalation",
        "audit-gap",
        (Responsibility.ENGINEERING_ON_CALL, Responsibility.LEGAL, Responsibility.DATA_PROTECTION),
    ),
)
