"""Who answers for what: the roles that runbooks escalate to, and how fast each severity wants an answer."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Responsibility(TextChoices):
    """A role somebody has at any hour; who that is, and how they are reached, are contacts."""

    OPERATIONS_ON_CALL = "operations-on-call", _("Operations on call")
    OPERATIONS_LEAD = "operations-lead", _("Operations lead")
    ENGINEERING_ON_CALL = "engineering-on-call", _("Engineering on call")
    SALES_OPERATIONS = "sales-operations", _("Sales operations")
    LEGAL = "legal", _("Legal")
    DATA_PROTECTION = "data-protection", _("Data protection")
    SECURITY = "security", _("Security")
    MANAGEMENT = "management", _("Management")
    TERRITORY_LEAD_DE = "territory-lead-de", _("Territory lead Germany")
    TERRITORY_LEAD_CH = "territory-lead-ch", _("Territory lead Switzerland")
    TERRITORY_LEAD_AT = "territory-lead-at", _("Territory lead Austria")


class Severity(TextChoices):
    """How bad it is; from SEV1, which wakes people, to SEV4, which can wait."""

    SEV1 = "SEV1", _("SEV1: at once")
    SEV2 = "SEV2", _("SEV2: soon")
    SEV3 = "SEV3", _("SEV3: today")
    SEV4 = "SEV4", _("SEV4: when there is time")


# By when somebody has answered; the last: the next working day.
RESPONSE_TIMES = {
    Severity.SEV1: timedelta(minutes=15),
    Severity.SEV2: timedelta(hours=1),
    Severity.SEV3: timedelta(hours=4),
    Severity.SEV4: timedelta(days=1),
}
