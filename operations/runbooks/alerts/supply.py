"""Alerts about samples, catering and orders."""

from django.utils.translation import gettext_lazy as _

from operations.runbooks.alerts.alert import Alert
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

SUPPLY = (
    Alert(
        "SampleLost",
        Severity.SEV1,
        Subject.SAMPLES,
        _("A sample is lost"),
        _("A lost sample costs a sales cycle of six months: the sales of those months, and the chef's trust."),
        Responsibility.OPERATIONS_LEAD,
        "lead-protection",
        "sample-loss",
        (Responsibility.OPERATIONS_ON_CALL, Responsibility.SALES_OPERATIONS),
    ),
    Alert(
        "SampleAtRisk",
        Severity.SEV2,
        Subject.SAMPLES,
        _("A sample has not been sent off"),
        _("The customer waits, and what is not sent off gets lost. Sent today, it still arrives in time."),
        Responsibility.OPERATIONS_ON_CALL,
        "lead-protection",
        "check-samples",
        (Responsibility.SALES_OPERATIONS,),
    ),
    Alert(
        "SampleProcessingSlow",
        Severity.SEV2,
        Subject.SAMPLES,
        _("Samples are sent off too slowly"),
        _("Requests pile up: samples will arrive late, and some not at all."),
        Responsibility.OPERATIONS_ON_CALL,
        "lead-protection",
        "check-samples",
        (Responsibility.SALES_OPERATIONS,),
    ),
    Alert(
        "SampleSuccessLow",
        Severity.SEV3,
        Subject.SAMPLES,
        _("Too few samples arrive"),
        _("Each sample that fails is a kitchen that does not taste us: orders are lost weeks from now."),
        Responsibility.SALES_OPERATIONS,
        "lead-protection",
        "check-samples",
        (Responsibility.OPERATIONS_LEAD,),
    ),
    Alert(
        "CateringAnswerLate",
        Severity.SEV2,
        Subject.CATERING,
        _("A catering request is unanswered"),
        _("Caterers ask several suppliers at once: who answers last loses the event."),
        Responsibility.SALES_OPERATIONS,
        "catering-and-orders",
        "catering-unanswered",
        (Responsibility.OPERATIONS_ON_CALL,),
    ),
    Alert(
        "OrderConfirmationLate",
        Severity.SEV1,
        Subject.ORDERS,
        _("An order is unconfirmed"),
        _("The kitchen does not know whether the goods will come, and orders elsewhere: the order is lost."),
        Responsibility.OPERATIONS_ON_CALL,
        "catering-and-orders",
        "order-unconfirmed",
        (Responsibility.OPERATIONS_LEAD, Responsibility.SALES_OPERATIONS),
    ),
)
