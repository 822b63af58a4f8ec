from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KpisConfig(AppConfig):
    name = "operations.kpis"
    label = "kpis"
    verbose_name = _("KPIs")

    def ready(self) -> None:
        from operations.kpis.known import KNOWN
        from operations.kpis.registry import register
        from operations.kpis.season_report import SECTION
        from seasonal.reporting import sections

        register(KNOWN)
        sections.register(SECTION)
