"""The admin site: Django's, with our navigation and start page."""

from functools import partial
from typing import Any

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from operations.console.declared import navigation_items, notice_boards, start_pages
from operations.console.navigation import address, search_target, sections
from operations.console.start_page import overview


class ConsoleSite(AdminSite):
    """All pages below /admin/. Each page knows the navigation; Django's own sidebar and its script are off."""

    site_title = "FreshOps"
    site_header = "FreshOps"
    index_title = _("Overview")
    site_url = None
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page shows. Django's own asks four rights of each model for a sidebar that we do not have."""
        context = {
            "site_title": self.site_title,
            "site_header": self.site_header,
            "site_url": self.site_url,
            "has_permission": self.has_permission(request),
            "available_apps": (),
            "is_popup": False,
            "is_nav_sidebar_enabled": self.enable_nav_sidebar,
            "log_entries": self.get_log_entries(request),
        }
        if not context["has_permission"]:
            return context
        items = navigation_items()
        return {
            **context,
            "navigation": sections(request, items, partial(self._undeclared, request)),
            "search_target": search_target(request, items),
            "notices": [notice for board in notice_boards() for notice in board.notices(request.user)],  # type: ignore[arg-type]  # signed in
        }

    def _undeclared(self, request: HttpRequest, declared: set[str]) -> list[tuple[str, str]]:
        """Names and lists of the models that the navigation does not lead to, and that the user may see."""
        found = [
            (str(model._meta.app_config.verbose_name).lower(), capfirst(str(model._meta.verbose_name_plural)), url)
            for model, model_admin in self._registry.items()
            if (url := _list_of(model)) not in declared
            and model_admin.has_module_permission(request)
            and model_admin.has_view_permission(request)
        ]
        return [(name, url) for _app, name, url in sorted(found)]

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from core.admin.own_settings import own_settings  # the apps' admin modules register with this very site

        return [path("me/", self.admin_view(own_settings), name="me"), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"overview": overview(request.user, start_pages()), **(extra_context or {})})  # type: ignore[arg-type]  # signed in: the admin's gate


def _list_of(model: type[Model]) -> str:
    return address(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
