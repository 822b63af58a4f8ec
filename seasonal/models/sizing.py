"""What sizes are computed from, and what was approved: targets of utilisation, fleets, the database's connections."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked
from seasonal.workload import Workload


class Tier(models.TextChoices):
    """A layer of machines."""

    APP = "app", _("Application")
    WORKERS = "workers", _("Workers")
    DATABASE = "database", _("Database")


@tracked(by="pgh_obj")
class TargetUtilisation(models.Model):
    """How much of a tier is to be used in a kind of season, in percent; without a kind: in any other."""

    tier = models.CharField(_("tier"), max_length=8, choices=Tier.choices)
    kind = models.CharField(_("kind of season"), max_length=40, blank=True, default="", db_default="")
    percent = models.DecimalField(_("target utilisation in percent"), max_digits=4, decimal_places=1)

    class Meta:
        db_table = "season_target_utilisations"
        verbose_name = _("target utilisation")
        verbose_name_plural = _("target utilisations")
        default_permissions = ()
        ordering = ("tier", "kind")
        constraints = (
            models.UniqueConstraint("tier", "kind", name="season_target_utilisations_once"),
            models.CheckConstraint(
                name="season_target_utilisations_percent", condition=Q(percent__gt=0, percent__lte=100)
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_tier_display()} {self.kind}".strip()


@tracked(by="pgh_obj")
class FleetSize(models.Model):
    """The replicas approved for a workload of a territory from a day on: at rest, and at most.

    `kind`: only in seasons of that kind. Where a plan wants more, that is not ready until someone approves more.
    """

    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices)
    workload = models.CharField(_("workload"), max_length=8, choices=Workload.choices)
    kind = models.CharField(_("kind of season"), max_length=40, blank=True, default="", db_default="")
    valid_from = models.DateField(_("from"))
    floor = models.PositiveSmallIntegerField(_("replicas at least"))
    cap = models.PositiveSmallIntegerField(_("replicas at most"))
    rate_per_replica = models.DecimalField(_("requests per second a replica"), max_digits=8, decimal_places=2)
    p95_ms = models.PositiveSmallIntegerField(
        _("95 % answered within milliseconds"),
        default=400,
        db_default=400,
        help_text=_("A goal: an alert tells when it is missed; nothing is scaled by it."),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved by"),
    )
    note = models.CharField(_("note"), max_length=255, blank=True, default="", db_default="")

    class Meta:
        db_table = "season_fleet_sizes"
        verbose_name = _("approved size")
        verbose_name_plural = _("approved sizes")
        default_permissions = ()
        permissions: ClassVar = [("approve_size", _("Can approve sizes of fleets"))]
        ordering = ("territory", "workload", "kind", "-valid_from")
        constraints = (
            models.UniqueConstraint("territory", "workload", "kind", "valid_from", name="season_fleet_sizes_once"),
            models.CheckConstraint(name="season_fleet_sizes_order", condition=Q(floor__gte=1, cap__gte=F("floor"))),
            models.CheckConstraint(name="season_fleet_sizes_rate", condition=Q(rate_per_replica__gt=0)),
            models.CheckConstraint(name="season_fleet_sizes_goal", condition=Q(p95_ms__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.territory} {self.workload} {self.floor}–{self.cap}"


@tracked(by="pgh_obj")
class DatabaseLimit(models.Model):
    """The database's connections from a day on, and how many a process of each kind holds."""

    valid_from = models.DateField(_("from"), unique=True)
    max_connections = models.PositiveIntegerField(_("connections at most"))
    reserved = models.PositiveIntegerField(
        _("of these reserved"), help_text=_("For superusers, migrations and people.")
    )
    per_queries = models.PositiveSmallIntegerField(_("for each replica of queries"))
    per_commands = models.PositiveSmallIntegerField(_("for each replica of commands"))
    per_worker = models.PositiveSmallIntegerField(_("for each worker"))

    class Meta:
        db_table = "season_database_limits"
        verbose_name = _("limit of the database")
        verbose_name_plural = _("limits of the database")
        default_permissions = ()
        ordering = ("-valid_from",)
        constraints = (
            models.CheckConstraint(
                name="season_database_limits_reserve", condition=Q(reserved__lt=F("max_connections"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.max_connections} {self.valid_from:%Y-%m-%d}"
