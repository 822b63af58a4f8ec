"""The parts of a territory: how much of its load each has, and what a season adds there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked
from seasonal.models.seasons import Season


@tracked(by="pgh_obj")
class Region(models.Model):
    """A part of a territory; together they are the whole of it."""

    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices)
    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        db_table = "season_regions"
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        default_permissions = ()
        ordering = ("territory", "pk")

    def __str__(self) -> str:
        return self.name


@tracked(by="pgh_obj")
class RegionShare(models.Model):
    """A region's share of its territory's load, in percent, from a day on.

    The shares of a territory from one day on come to 100 % (a trigger of the database holds it at the commit).
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="shares", verbose_name=_("region"))
    valid_from = models.DateField(_("from"))
    percent = models.DecimalField(_("share in percent"), max_digits=5, decimal_places=2)
    is_assumption = models.BooleanField(
        _("assumption"), default=True, db_default=True, help_text=_("Not measured: somebody supposes it.")
    )
    source = models.CharField(_("source"), max_length=255, blank=True, default="", db_default="")

    class Meta:
        db_table = "season_region_shares"
        verbose_name = _("share of a region")
        verbose_name_plural = _("shares of regions")
        default_permissions = ()
        ordering = ("region__territory", "-valid_from", "region")
        constraints = (
            models.UniqueConstraint("region", "valid_from", name="season_region_shares_once"),
            models.CheckConstraint(name="season_region_shares_percent", condition=Q(percent__gte=0, percent__lte=100)),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.valid_from:%Y-%m-%d}"


@tracked(by="pgh_obj")
class Uplift(models.Model):
    """What a season adds to the load of a region, in percent: 300 is a factor of 4. None: nothing."""

    season = models.ForeignKey(Season, models.CASCADE, related_name="uplifts", verbose_name=_("season"))
    region = models.ForeignKey(Region, models.PROTECT, related_name="uplifts", verbose_name=_("region"))
    percent = models.DecimalField(_("uplift in percent"), max_digits=6, decimal_places=1)

    class Meta:
        db_table = "season_uplifts"
        verbose_name = _("uplift")
        verbose_name_plural = _("uplifts")
        default_permissions = ()
        ordering = ("season", "region")
        constraints = (
            models.UniqueConstraint("season", "region", name="season_uplifts_once"),
            models.CheckConstraint(name="season_uplifts_percent", condition=Q(percent__gte=-100)),
        )

    def __str__(self) -> str:
        return f"{self.region} {self.percent:+g} %"
