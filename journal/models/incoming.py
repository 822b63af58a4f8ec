"""Events that other systems sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IncomingState(models.TextChoices):
    RECORDED = "RECORDED", _("recorded")
    PARKED = "PARKED", _("parked")
    DISCARDED = "DISCARDED", _("discarded")


class IncomingEvent(models.Model):
    """An event as it was received: recorded in the journal, or parked because nobody knows its type yet."""

    event_id = models.UUIDField(_("event id"), primary_key=True)
    sender_id = models.BigIntegerField(_("sender"))
    fingerprint = models.BinaryField(_("fingerprint"))
    event_type = models.TextField(_("type"))
    state = models.CharField(_("state"), max_length=10, choices=IncomingState.choices)
    received_at = models.DateTimeField(_("received"))
    body = models.JSONField(_("body"), null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    note = models.TextField(_("note"))

    class Meta:
        db_table = 'integration"."incoming_events'
        managed = False
        verbose_name = _("incoming event")
        verbose_name_plural = _("incoming events")
        ordering = ("-received_at",)
        default_permissions = ("view",)
        permissions = (
            ("send_event", _("Can send events to the journal")),
            ("settle_incomingevent", _("Can retry and discard parked incoming events")),
        )

    def __str__(self) -> str:
        return f"{self.event_type} {self.event_id}"
