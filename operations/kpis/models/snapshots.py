"""The present values, refreshed beside whoever asks: a scrape reads a few rows, whatever history there is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KpiSnapshot(models.Model):
    """The present value of a KPI in a territory (empty: in all), as it was at `measured_at`, with the target then.

    Of two territories, for people who see just these, `territory` names both: "AT,DE". No other total can be had from
    those of single territories.
    """

    kpi = models.CharField(_("KPI"), max_length=60)
    territory = models.CharField(_("territory"), max_length=8, blank=True, default="")
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, null=True)
    population = models.BigIntegerField(_("cases"))
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=4, null=True)
    measured_at = models.DateTimeField(_("measured"))

    class Meta:
        db_table = "kpi_snapshots"
        verbose_name = _("present value of a KPI")
        verbose_name_plural = _("present values of KPIs")
        default_permissions = ()
        constraints = (models.UniqueConstraint("kpi", "territory", name="kpi_snapshots_once"),)

    def __str__(self) -> str:
        return f"{self.kpi} {self.territory}".strip()
