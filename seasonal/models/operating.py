"""How FreshOps is run in a kind of season, and when that was switched on and off."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.operating import Feature
from leads.history import tracked
from seasonal.models.seasons import Season
from seasonal.querysets.operating import ActivationQuerySet

_LEAST, _MOST = "0.10", "10"


@tracked(by="pgh_obj")
class OperatingProfile(models.Model):
    """What is switched when a season of a kind is activated; without a kind: in any other."""

    kind = models.CharField(_("kind of season"), max_length=40, blank=True, default="", db_default="")
    service_rates = models.DecimalField(
        _("rate limits of service accounts"),
        max_digits=4,
        decimal_places=2,
        default=1,
        db_default=1,
        help_text=_("Times the usual limit: 2 is twice as many requests. People keep theirs."),
    )
    catering_first = models.BooleanField(
        _("catering first"),
        default=False,
        db_default=False,
        help_text=_("Catering requests are counted apart from other requests, and their events are delivered first."),
    )
    switched_off = ArrayField(
        models.CharField(max_length=20, choices=Feature.choices),
        verbose_name=_("switched off"),
        default=list,
        db_default=[],
        blank=True,
        help_text=_("What costs much and can wait."),
    )

    class Meta:
        db_table = "season_operating_profiles"
        verbose_name = _("operating profile")
        verbose_name_plural = _("operating profiles")
        default_permissions = ()
        ordering = ("kind",)
        constraints = (
            models.UniqueConstraint("kind", name="season_operating_profiles_once"),
            models.CheckConstraint(
                name="season_operating_profiles_rates",
                condition=Q(service_rates__gte=_LEAST, service_rates__lte=_MOST),
            ),
        )

    def __str__(self) -> str:
        return self.kind or str(_("any other"))


@tracked(by="pgh_obj")
class SeasonActivation(models.Model):
    """A season was switched on: by whom (nobody: on its date), how ready it was, and with what.

    `profile` and `readiness` are kept as they were. It ends by a roll-back or with the season.
    """

    season = models.ForeignKey(Season, models.PROTECT, related_name="activations", verbose_name=_("season"))
    activated_at = models.DateTimeField(_("activated"))
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"), blank=True, default="", db_default="")
    readiness = models.JSONField(_("what was not ready"), default=list, db_default=[])
    profile = models.JSONField(_("operating profile"))
    rolled_back_at = models.DateTimeField(_("rolled back"), null=True)
    rolled_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("rolled back by")
    )
    rollback_reason = models.TextField(_("reason for rolling back"), blank=True, default="", db_default="")
    ended_at = models.DateTimeField(_("ended"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("ended by")
    )
    told_at = models.DateTimeField(_("told"), null=True)
    telling_until = models.DateTimeField(_("being told until"), null=True)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        db_table = "season_activations"
        verbose_name = _("activation")
        verbose_name_plural = _("activations")
        default_permissions = ()
        permissions: ClassVar = [("activate_season", _("Can activate seasons and roll them back"))]
        ordering = ("-activated_at",)
        constraints = (
            models.UniqueConstraint(
                "season",
                name="season_activations_once",
                condition=Q(rolled_back_at__isnull=True, ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="season_activations_one_end",
                condition=Q(rolled_back_at__isnull=True) | Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="season_activations_rollback_explained",
                condition=Q(rolled_back_at__isnull=True) | (Q(rolled_back_by__isnull=False) & ~Q(rollback_reason="")),
            ),
        )
        indexes = (
            # What counts now is asked for all the time, by every process.
            models.Index(
                "activated_at",
                name="season_activations_live",
                condition=Q(rolled_back_at__isnull=True, ended_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return str(self.season)

    @property
    def is_live(self) -> bool:
        """Whether it counts still."""
        return self.rolled_back_at is None and self.ended_at is None
