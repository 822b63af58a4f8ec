"""Leads and events that an incident is about. Ids without a foreign key: what is erased must not hold them up."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.utils.translation import gettext_lazy as _

from operations.incidents.models.incidents import Incident


class IncidentLead(models.Model):
    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, models.PROTECT, verbose_name=_("incident"), related_name="linked_leads")
    lead_id = models.BigIntegerField(_("lead"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("linked by"), related_name="+", db_index=False
    )
    linked_at = models.DateTimeField(_("linked at"), db_default=TransactionNow())

    class Meta:
        db_table = "incident_leads"
        verbose_name = _("linked lead")
        verbose_name_plural = _("linked leads")
        default_permissions = ()
        ordering = ("id",)
        constraints = (models.UniqueConstraint("incident", "lead_id", name="incident_leads_once"),)

    def __str__(self) -> str:
        return str(self.lead_id)


class IncidentEvent(models.Model):
    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, models.PROTECT, verbose_name=_("incident"), related_name="linked_events")
    event_id = models.UUIDField(_("event"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("linked by"), related_name="+", db_index=False
    )
    linked_at = models.DateTimeField(_("linked at"), db_default=TransactionNow())

    class Meta:
        db_table = "incident_events"
        verbose_name = _("linked event")
        verbose_name_plural = _("linked events")
        default_permissions = ()
        ordering = ("id",)
        constraints = (models.UniqueConstraint("incident", "event_id", name="incident_events_once"),)

    def __str__(self) -> str:
        return str(self.event_id)
