"""The composition as a Django app: it overrides `migrate` and wires the other apps together. Nobody imports it."""

from django.apps import AppConfig


class FreshOpsConfig(AppConfig):
    name = "freshops"
    verbose_name = "FreshOps"

    def ready(self) -> None:
        from core.metrics import autodiscover
        from freshops import celery  # noqa: F401  shared tasks bind to the app that exists first

        autodiscover()
