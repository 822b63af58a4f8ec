from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class ConsoleConfig(AppConfig):
    """The design layer: static files, template tags, the site. List it before the admin, so that its files win."""

    default = True
    name = "operations.console"
    label = "operations_console"
    verbose_name = _("Console")

    def ready(self) -> None:
        from operations.console import checks  # noqa: F401  (registers the system checks)


class ConsoleAdminConfig(admin_apps.AdminConfig):
    """Django's admin on our site; takes the place of "django.contrib.admin" in INSTALLED_APPS."""

    default = False
    default_site = "operations.console.site.ConsoleSite"
