"""Events that were sent again: who asked, why, what for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.models.subscriptions import Subscription


class Replay(models.Model):
    """One request to send events again."""

    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    requested_by = models.BigIntegerField(_("by"), null=True)
    reason = models.TextField(_("reason"))
    subscription = models.ForeignKey(
        Subscription, models.DO_NOTHING, verbose_name=_("subscription"), null=True, related_name="+"
    )
    recorded_from = models.DateTimeField(_("from"), null=True)
    recorded_until = models.DateTimeField(_("until"), null=True)
    event_types = ArrayField(models.TextField(), verbose_name=_("event types"), default=list)
    aggregate_type = models.TextField(_("aggregate"), null=True)  # noqa: DJ001  (NULL: any)
    aggregate_id = models.BigIntegerField(_("aggregate id"), null=True)
    deliveries = models.BigIntegerField(_("deliveries"), default=0)

    class Meta:
        db_table = 'integration"."replays'
        managed = False
        verbose_name = _("replay")
        verbose_name_plural = _("replays")
        ordering = ("-id",)
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.reason
