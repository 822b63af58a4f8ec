"""What a key figure should be: data, since it depends on the territory, the season and the year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.territory import Territory
from leads.history import tracked


@tracked(by="pgh_obj")
class KpiTarget(models.Model):
    """From `valid_from` on, in a territory (empty: any) and a season (empty: any; "peak": any peak season).

    The most particular one counts: by territory and season, by season, by territory, any; of those the latest.
    """

    kpi = models.CharField(_("KPI"), max_length=60)
    territory = models.CharField(_("territory"), max_length=2, choices=Territory.choices, blank=True, default="")
    season = models.CharField(_("season"), max_length=40, blank=True, default="")
    valid_from = models.DateField(_("from"))
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=4)

    class Meta:
        db_table = "kpi_targets"
        verbose_name = _("target of a KPI")
        verbose_name_plural = _("targets of KPIs")
        default_permissions = ("add", "view", "change")
        ordering = ("kpi", "territory", "season", "-valid_from")
        constraints = (models.UniqueConstraint("kpi", "territory", "season", "valid_from", name="kpi_targets_once"),)

    def __str__(self) -> str:
        return f"{self.kpi} {self.territory} {self.season}".strip()
