"""The key figures as the admin knows them: an address for their pages, and the right to open them."""

from django.utils.translation import gettext_lazy as _

from operations.kpis.models.snapshots import KpiSnapshot


class Kpi(KpiSnapshot):
    """Stands for the pages. What a key figure is, the registry says; each takes a right of its own beside this one."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = _("KPI")
        verbose_name_plural = _("KPIs")
