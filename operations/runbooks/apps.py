from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RunbooksConfig(AppConfig):
    name = "operations.runbooks"
    label = "runbooks"
    verbose_name = _("Runbooks")

    def ready(self) -> None:
        # Each registers its checks.
        from operations.runbooks.checks import journal, leads, platform, reminders  # noqa: F401
