"""The three markets. A territory is a label: access, currency, VAT, metrics, scaling; never whom a lead belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Territory(models.TextChoices):
    DE = "DE", _("Germany")
    CH = "CH", _("Switzerland")
    AT = "AT", _("Austria")
