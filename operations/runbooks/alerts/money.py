"""Alerts about costs and budgets."""

from django.utils.translation import gettext_lazy as _

from operations.runbooks.alerts.alert import Alert
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

MONEY = (
    Alert(
        "CostPerLeadHigh",
        Severity.SEV3,
        Subject.MONEY,
        _("A lead costs too much"),
        _("We pay more for a lead than it is planned to bring."),
        Responsibility.SALES_OPERATIONS,
        "costs-and-ai",
        "check-figure",
        (Responsibility.MANAGEMENT,),
    ),
    Alert(
        "CostPerOrderHigh",
        Severity.SEV3,
        Subject.MONEY,
        _("An order costs too much"),
        _("What an order costs us eats its margin."),
        Responsibility.SALES_OPERATIONS,
        "costs-and-ai",
        "check-figure",
        (Responsibility.MANAGEMENT,),
    ),
    Alert(
        "AiBudgetExceeded",
        Severity.SEV3,
        Subject.MONEY,
        _("AI has spent more than the month's budget"),
        _("Every further use is money that nobody has approved."),
        Responsibility.OPERATIONS_LEAD,
        "costs-and-ai",
        "ai-budget",
        (Responsibility.MANAGEMENT, Responsibility.ENGINEERING_ON_CALL),
    ),
    Alert(
        "AiBudgetNearlySpent",
        Severity.SEV4,
        Subject.MONEY,
        _("AI has spent most of the month's budget"),
        _("Nothing is lost yet; going on like this, the budget will not last for the month."),
        Responsibility.OPERATIONS_LEAD,
        "costs-and-ai",
        "ai-budget",
        (Responsibility.MANAGEMENT,),
    ),
)
