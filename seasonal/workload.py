"""The two classes of requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Workload(models.TextChoices):
    """A class of routes: queries read, commands change something."""

    QUERIES = "queries", _("Queries")
    COMMANDS = "commands", _("Commands")
