"""What alerts and incidents are about: by subject they are told apart, sent on, and their impact is measured."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Subject(TextChoices):
    """The part of the business that something has gone wrong with."""

    SAMPLES = "samples", _("Samples")
    CATERING = "catering", _("Catering")
    ORDERS = "orders", _("Orders")
    PROTECTION = "protection", _("Protection")
    REMINDERS = "reminders", _("Reminders")
    LEADS = "leads", _("Leads")
    MONEY = "money", _("Money")
    HELP = "help", pgettext_lazy("subject", "Help")
    PRIVACY = "privacy", _("Data protection")
    SECURITY = "security", _("Security")
    EVENTS = "events", _("Events")
    PLATFORM = "platform", pgettext_lazy("subject", "Platform")
