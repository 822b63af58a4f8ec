"""When nothing is released, and who was let through all the same."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leads.history import tracked
from seasonal.models.seasons import Season


class FreezeScope(models.TextChoices):
    """What is not released."""

    ALL = "ALL", _("everything")
    DATABASE = "DATABASE", _("the database's schema")
    MANIFESTS = "MANIFESTS", _("manifests")


@tracked(by="pgh_obj")
class FreezeWindow(models.Model):
    """From `starts_at` until just before `ends_at` nothing of its scope is released.

    `follows_season`: it moves with its season's days; not once a person has changed it. Called off: it never holds.
    """

    season = models.ForeignKey(
        Season, models.PROTECT, related_name="freezes", verbose_name=_("season"), null=True, blank=True
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    scope = models.CharField(
        _("scope"),
        max_length=10,
        choices=FreezeScope.choices,
        default=FreezeScope.ALL,
        db_default=FreezeScope.ALL.value,
    )
    reason = models.CharField(_("reason"), max_length=255)
    follows_season = models.BooleanField(_("moves with the season"), default=False, db_default=False, editable=False)
    called_off_at = models.DateTimeField(_("called off on"), null=True, editable=False)
    called_off_because = models.CharField(
        _("called off because"), max_length=255, default="", db_default="", editable=False
    )

    class Meta:
        db_table = "season_freezes"
        verbose_name = _("release freeze")
        verbose_name_plural = _("release freezes")
        default_permissions = ()
        ordering = ("-starts_at",)
        constraints: ClassVar = [
            models.CheckConstraint(name="season_freezes_has_length", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="season_freezes_scope", condition=Q(scope__in=FreezeScope.values)),
            models.CheckConstraint(name="season_freezes_reason", condition=~Q(reason="")),
            models.UniqueConstraint("season", name="season_freezes_one_follows", condition=Q(follows_season=True)),
            models.CheckConstraint(
                name="season_freezes_called_off_why",
                condition=Q(called_off_at=None) | ~Q(called_off_because=""),
            ),
        ]

    def __str__(self) -> str:
        return self.reason


@tracked(by="pgh_obj")
class FreezeException(models.Model):
    """Somebody may release in a freeze, from `granted_at` until just before `until`, for a reason."""

    window = models.ForeignKey(
        FreezeWindow, models.PROTECT, related_name="exceptions", verbose_name=_("release freeze")
    )
    reason = models.CharField(_("reason"), max_length=255)
    until = models.DateTimeField(_("until"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("granted by"), editable=False
    )
    granted_at = models.DateTimeField(_("granted on"), editable=False)

    class Meta:
        db_table = "season_freeze_exceptions"
        verbose_name = _("exception to a freeze")
        verbose_name_plural = _("exceptions to freezes")
        default_permissions = ()
        permissions: ClassVar = [("grant_freeze_exception", _("Can grant exceptions to release freezes"))]
        ordering = ("-granted_at",)
        constraints: ClassVar = [
            models.CheckConstraint(name="season_freeze_exceptions_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="season_freeze_exceptions_length", condition=Q(until__gte=F("granted_at"))),
        ]

    def __str__(self) -> str:
        return self.reason
