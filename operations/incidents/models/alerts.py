"""What fired, and whether it still does."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.incidents.models.incidents import Incident


class AlertStatus(models.TextChoices):
    FIRING = "FIRING", _("firing")
    RESOLVED = "RESOLVED", _("ended")


class IncidentAlert(models.Model):
    """An alert from its start to its end, however often it was delivered; rules of our own are kept the same way."""

    id = models.BigAutoField(primary_key=True)
    incident = models.ForeignKey(Incident, models.PROTECT, verbose_name=_("incident"), related_name="alerts")
    fingerprint = models.CharField(_("fingerprint"), max_length=100)
    starts_at = models.DateTimeField(_("since"))
    ends_at = models.DateTimeField(_("until"), null=True)
    status = models.CharField(_("status"), max_length=10, choices=AlertStatus.choices)
    labels = models.JSONField(_("labels"), default=dict)
    annotations = models.JSONField(_("annotations"), default=dict)
    last_received_at = models.DateTimeField(_("last received"), db_default=TransactionNow())
    received = models.PositiveIntegerField(_("times received"), default=1, db_default=1)

    class Meta:
        db_table = "incident_alerts"
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        default_permissions = ()
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint("fingerprint", "starts_at", name="incident_alerts_once"),
            models.CheckConstraint(
                name="incident_alerts_ended",
                condition=Q(status="FIRING", ends_at=None) | Q(status="RESOLVED", ends_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.labels.get('alertname', '')} {self.fingerprint}"
