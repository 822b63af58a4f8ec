from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Administration")

    def ready(self) -> None:
        from core.roles import grant_roles
        from core.services.task_totals import count_tasks

        post_migrate.connect(grant_roles, dispatch_uid="core.roles")
        count_tasks()
