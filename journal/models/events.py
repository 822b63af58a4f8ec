"""The journal of events, read-only for the application; `journal.services.events.record` writes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.querysets.scope import ScopedQuerySet


class Event(models.Model):
    """Something that happened, recorded in the transaction in which it happened."""

    id = models.BigAutoField(primary_key=True)
    event_id = models.UUIDField(_("event id"))
    event_type = models.TextField(_("type"))
    schema_version = models.SmallIntegerField(_("schema version"))
    aggregate_type = models.TextField(_("aggregate"))
    aggregate_id = models.BigIntegerField(_("aggregate id"))
    territory = models.CharField(_("territory"), max_length=2, null=True)  # noqa: DJ001  (not every event has one)
    correlation_id = models.UUIDField(_("correlation id"), null=True)
    source = models.TextField(_("source"), default="freshops")
    critical = models.BooleanField(_("critical"), default=False)
    payload = models.JSONField(_("payload"))
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = ScopedQuerySet["Event"].as_manager()

    class Meta:
        db_table = 'integration"."event_journal'
        managed = False
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("-id",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.event_type} {self.event_id}"
