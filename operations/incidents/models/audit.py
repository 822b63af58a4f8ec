"""The proof that escalation is alive: what the auditor found, and when Alertmanager last said that it is there."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from operations.incidents.models.incidents import Incident


class Finding(models.TextChoices):
    """What may be wrong with escalation."""

    ESCALATION_STALLED = "ESCALATION_STALLED", _("Escalation has stopped")
    PAGE_MISSING = "PAGE_MISSING", _("Nobody was notified of an incident")
    PAGE_LATE = "PAGE_LATE", _("A notification was not sent in time")
    WATCHDOG_SILENT = "WATCHDOG_SILENT", _("Alertmanager is silent")
    ROTA_EMPTY = "ROTA_EMPTY", _("Nobody can be reached for a responsibility")


class EscalationAudit(models.Model):
    """A finding: `concerns` says of what, `cleared_at` since when it is no longer so. Open ones are there once."""

    id = models.BigAutoField(primary_key=True)
    finding = models.CharField(_("finding"), max_length=20, choices=Finding.choices)
    concerns = models.CharField(_("concerns"), max_length=100, blank=True, default="")
    incident = models.ForeignKey(
        Incident, models.PROTECT, verbose_name=_("incident"), null=True, related_name="findings"
    )
    data = models.JSONField(_("details"), default=dict)
    found_at = models.DateTimeField(_("found"), db_default=TransactionNow())
    seen_at = models.DateTimeField(_("last seen"), db_default=TransactionNow())
    cleared_at = models.DateTimeField(_("cleared"), null=True)
    mailed_at = models.DateTimeField(_("told by mail"), null=True)

    class Meta:
        db_table = "escalation_audits"
        verbose_name = _("finding about escalation")
        verbose_name_plural = _("findings about escalation")
        default_permissions = ("view",)
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=("finding", "concerns"), condition=Q(cleared_at=None), name="escalation_audits_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_finding_display()} {self.concerns}".strip()


class WatchdogBeat(models.Model):
    """When the alert that always fires last arrived; one row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    received_at = models.DateTimeField(_("last received"))

    class Meta:
        db_table = "watchdog_beats"
        verbose_name = _("heartbeat of Alertmanager")
        verbose_name_plural = _("heartbeats of Alertmanager")
        default_permissions = ()
        constraints = (models.CheckConstraint(name="watchdog_beats_one", condition=Q(id=1)),)

    def __str__(self) -> str:
        return f"{self.received_at:%Y-%m-%d %H:%M:%S}"
