from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "operations.incidents"
    label = "incidents"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        from operations.incidents.season_checks import rota_filled
        from operations.incidents.season_report import SECTION
        from seasonal.playbooks import checks
        from seasonal.reporting import sections

        checks.register("rota_filled", rota_filled, label=_("rota filled"))
        sections.register(SECTION)
