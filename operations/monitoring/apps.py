from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "operations.monitoring"
    label = "monitoring"
    verbose_name = _("Monitoring")

    def ready(self) -> None:
        from operations.monitoring.season_checks import alerts_rendered
        from seasonal.playbooks import checks

        checks.register("alerts_rendered", alerts_rendered, label=_("rules of alerts rendered"))
