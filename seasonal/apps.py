from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeasonalConfig(AppConfig):
    name = "seasonal"
    verbose_name = _("Seasons")

    def ready(self) -> None:
        """Register the playbook's own checks; say how FreshOps is run just now."""
        from core.operating import say_mode
        from seasonal.operating import effective_mode
        from seasonal.playbooks.own_checks import register_own
        from seasonal.reporting.own_sections import register_own as register_sections
        from seasonal.reporting.switching_sections import register_switching

        register_own()
        register_sections()
        register_switching()
        say_mode(effective_mode)
