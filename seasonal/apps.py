from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeasonalConfig(AppConfig):
    name = "seasonal"
    verbose_name = _("Seasons")

    def ready(self) -> None:
        from seasonal.playbooks.own_checks import register_own

        register_own()
