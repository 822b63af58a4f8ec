"""What happened in an incident, line by line. The database lets nobody change or delete a line."""

from django.conf import settings
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.incidents.models.incidents import Incident


class EntryKind(models.TextChoices):
    OPENED = "OPENED", _("opened")
    ALERT = "ALERT", _("alert")
    ALERT_ENDED = "ALERT_ENDED", _("alert ended")
    SEVERITY = "SEVERITY", _("severity")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("acknowledged")
    NOTE = "NOTE", _("note")
    UPDATE = "UPDATE", _("update")
    CHECK = "CHECK", _("checklist")
    ROLE = "ROLE", _("role")
    LINK = "LINK", _("link")
    PAGE = "PAGE", _("notification")
    ESCALATED = "ESCALATED", _("escalated")
    MITIGATED = "MITIGATED", _("damage stopped")
    RESOLVED = "RESOLVED", _("resolved")
    REOPENED = "REOPENED", _("reopened")
    CLOSED = "CLOSED", _("closed")
    POSTMORTEM = "POSTMORTEM", _("post-mortem")


class TimelineEntry(models.Model):
    """A line: `at` when it happened, `recorded_at` when it was written. `actor` None: FreshOps itself.

    `text` is what a person wrote; what FreshOps writes is in `data`, and read with operations.incidents.telling.told.
    """

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(
        Incident, models.PROTECT, verbose_name=_("incident"), related_name="timeline", db_index=False
    )
    at = models.DateTimeField(_("when"))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=TransactionNow(), editable=False)
    kind = models.CharField(_("what"), max_length=12, choices=EntryKind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("who"), null=True, related_name="+", db_index=False
    )
    text = models.TextField(_("text"), blank=True, default="")
    data = models.JSONField(_("details"), default=dict)

    class Meta:
        db_table = "incident_timeline"
        verbose_name = _("entry of the timeline")
        verbose_name_plural = _("timeline")
        default_permissions = ()
        ordering = ("at", "id")
        indexes = (models.Index("incident", "at", "id", name="incident_timeline_incident"),)
        constraints = (models.CheckConstraint(name="incident_timeline_kind", condition=Q(kind__in=EntryKind.values)),)

    def __str__(self) -> str:
        return f"{self.incident_id} {self.kind}"
