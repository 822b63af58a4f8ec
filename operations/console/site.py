"""The admin site: Django's, with our navigation and start page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from operations.console.declared import navigation_items, notice_boards, start_pages
from operations.console.navigation import search_target, sections
from operations.console.start_page import overview


class ConsoleSite(AdminSite):
    """All pages below /admin/. Each page knows the navigation; Django's own sidebar and its script are off."""

    site_title = "FreshOps"
    site_header = "FreshOps"
    index_title = _("Overview")
    site_url = None
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        if not context["has_permission"]:
            return context
        items = navigation_items()
        navigation = sections(request, items, context["available_apps"])
        return {
            **context,
            "navigation": navigation,
            "search_target": search_target(request, items),
            "notices": [notice for board in notice_boards() for notice in board.notices(request.user)],  # type: ignore[arg-type]  # signed in
        }

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from core.admin.own_settings import own_settings  # the apps' admin modules register with this very site

        return [path("me/", self.admin_view(own_settings), name="me"), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"overview": overview(request.user, start_pages()), **(extra_context or {})})  # type: ignore[arg-type]  # signed in: the admin's gate
