"""Where key figures are found."""

from django.utils.translation import gettext_lazy as _

from core.console.navigation import Group, NavigationItem
from operations.kpis.rights import SEE_TARGETS, VIEW

NAVIGATION = (
    NavigationItem(group=Group.KPIS, label=_("All KPIs"), url_name="admin:kpis_kpi_changelist", permission=VIEW),
    NavigationItem(
        group=Group.KPIS, label=_("Targets"), url_name="admin:kpis_kpitarget_changelist", permission=SEE_TARGETS
    ),
)
