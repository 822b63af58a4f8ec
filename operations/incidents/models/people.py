"""Who does what in an incident."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from operations.incidents.models.incidents import Incident


class RoleName(models.TextChoices):
    COMMANDER = "COMMANDER", pgettext_lazy("role in an incident", "leads")
    REPAIR = "REPAIR", _("repairs")
    COMMUNICATION = "COMMUNICATION", _("informs")
    SCRIBE = "SCRIBE", _("writes down")


class IncidentRole(models.Model):
    """Who has a role, since when; one person at a time. Who had it before is in the timeline."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, models.PROTECT, verbose_name=_("incident"), related_name="roles")
    role = models.CharField(_("role"), max_length=15, choices=RoleName.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("person"), related_name="+")
    since = models.DateTimeField(_("since"), db_default=TransactionNow())

    class Meta:
        db_table = "incident_roles"
        verbose_name = _("role in an incident")
        verbose_name_plural = _("roles in incidents")
        default_permissions = ()
        ordering = ("role",)
        constraints = (
            models.UniqueConstraint("incident", "role", name="incident_roles_once"),
            models.CheckConstraint(name="incident_roles_role", condition=Q(role__in=RoleName.values)),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.user}"
