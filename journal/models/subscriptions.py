"""Who wants which events."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.territory import Territory


class Kind(models.TextChoices):
    WEBHOOK = "WEBHOOK", _("webhook")
    CHANNEL = "CHANNEL", _("channel")
    CONSUMER = "CONSUMER", _("consumer in the code")


class SubscriptionState(models.TextChoices):
    ACTIVE = "ACTIVE", _("active")
    PAUSED = "PAUSED", _("paused")
    DISABLED = "DISABLED", _("disabled")


class Subscription(models.Model):
    """What is delivered where. Paused: events wait. Disabled: none are kept; enabling replays what was missed."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    target = models.CharField(_("target"), max_length=500)
    event_types = ArrayField(models.TextField(), verbose_name=_("event types"), default=list, blank=True)
    territories = ArrayField(
        models.CharField(max_length=2, choices=Territory.choices),
        verbose_name=_("territories"),
        default=list,
        blank=True,
    )
    ordered = models.BooleanField(_("each aggregate in its order"), default=True)
    most_attempts = models.PositiveBigIntegerField(_("attempts until an event is parked"), default=12)
    state = models.CharField(
        _("state"), max_length=10, choices=SubscriptionState.choices, default=SubscriptionState.ACTIVE
    )
    state_reason = models.TextField(_("reason"), blank=True, default="")
    state_at = models.DateTimeField(_("since"), auto_now_add=True)
    failures_in_a_row = models.PositiveBigIntegerField(_("failures in a row"), default=0)
    rests_until = models.DateTimeField(_("rests until"), null=True)
    key_version = models.PositiveBigIntegerField(_("version of the key"), default=1)
    previous_key_until = models.DateTimeField(_("previous key until"), null=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.BigIntegerField(_("created by"), null=True)

    class Meta:
        db_table = 'integration"."subscriptions'
        managed = False
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ("name",)
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return self.name
