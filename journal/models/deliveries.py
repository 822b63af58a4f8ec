"""What became of an event for each subscription."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.models.open_ended import OpenEndedField
from journal.models.subscriptions import Subscription
from journal.querysets.scope import ScopedQuerySet


class DeliveryState(models.TextChoices):
    PENDING = "PENDING", _("pending")
    DELIVERED = "DELIVERED", _("delivered")
    PARKED = "PARKED", _("parked")
    DISCARDED = "DISCARDED", _("discarded")


class Delivery(models.Model):
    """An event for a subscription. Written by the database; settled by the functions of `journal/sql/claiming`."""

    subscription = models.ForeignKey(
        Subscription, models.DO_NOTHING, verbose_name=_("subscription"), related_name="deliveries"
    )
    event_id = models.UUIDField(_("event id"))
    event_type = models.TextField(_("type"))
    territory = models.CharField(_("territory"), max_length=2, null=True)  # noqa: DJ001  (not every event has one)
    stream = models.TextField(_("aggregate"))
    journal_id = models.BigIntegerField(_("event"))
    event_recorded_at = models.DateTimeField(_("recorded at"))
    state = models.CharField(_("state"), max_length=10, choices=DeliveryState.choices)
    # None: not before something else, which is parked, is settled.
    due_at = OpenEndedField(_("next attempt"), null=True)
    attempts = models.PositiveBigIntegerField(_("attempts"))
    claimed_by = models.TextField(_("claimed by"))
    claimed_until = models.DateTimeField(_("claimed until"), null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    last_error = models.TextField(_("last error"))
    replay_id = models.BigIntegerField(_("replay"), null=True)
    created_at = models.DateTimeField(_("queued"))

    objects = ScopedQuerySet["Delivery"].as_manager()

    class Meta:
        db_table = 'integration"."event_deliveries'
        managed = False
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ("-id",)
        default_permissions = ("view",)
        permissions = (
            ("retry_delivery", _("Can have parked events tried again")),
            ("discard_delivery", _("Can discard parked events")),
            ("replay_event", _("Can send events again")),
        )

    def __str__(self) -> str:
        return f"{self.event_type} {self.event_id}"
