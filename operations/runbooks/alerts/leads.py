"""Alerts about new leads and what becomes of them in a territory."""

from django.utils.translation import gettext_lazy as _

from operations.runbooks.alerts.alert import Alert
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

LEADS = (
    Alert(
        "LeadAssignmentSlow",
        Severity.SEV3,
        Subject.LEADS,
        _("New leads wait for a representative"),
        _("Whoever asked us hears nothing; the first supplier who calls wins."),
        Responsibility.SALES_OPERATIONS,
        "catering-and-orders",
        "leads-unassigned",
        (Responsibility.ENGINEERING_ON_CALL,),
    ),
    Alert(
        "TerritoryDiverges",
        Severity.SEV3,
        Subject.LEADS,
        _("A territory does much better or worse than the others"),
        _("Either a territory loses orders for a reason of its own, or its facts do not arrive."),
        Responsibility.SALES_OPERATIONS,
        "catering-and-orders",
        "territory-diverges",
        (Responsibility.MANAGEMENT,),
    ),
)
