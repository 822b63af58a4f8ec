"""One's own calendar address: made, shown once, made anew, ended."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.start_page import Card
from core.errors import DomainError
from journal.admin.page import Button, ObjectPage
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.texts import NONE
from seasonal.models import CalendarFeed
from seasonal.services.feeds import make_feed, revoke_feed

_HOME = "admin:seasonal_calendarfeed_changelist"


@admin.register(CalendarFeed)
class CalendarFeedAdmin(FiguresAdmin):
    """Everyone who sees seasons has one of their own, and sees no other."""

    is_edited = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[CalendarFeed]:
        rows: QuerySet[CalendarFeed] = super().get_queryset(request)
        return rows.filter(user=signed_in(request))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(_HOME)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Whether there is an address; a POST makes one (`make`), or ends it (`revoke`)."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        if request.method == "GET":
            page = _page(CalendarFeed.objects.filter(user=user).first())
            return self._page(request, "season", {"page": page, "original": page.title, "title": page.title})
        match request.POST.get("action"):
            case "make":
                return self._show_once(request, make_feed(user=user))
            case "revoke":
                try:
                    revoke_feed(user=user)
                except DomainError as refused:
                    messages.error(request, str(refused))
                else:
                    messages.success(request, _("Your calendar address works no more."))
                return redirect(_HOME)
        raise Http404

    def _show_once(self, request: HttpRequest, secret: str) -> HttpResponse:
        """In the answer itself: neither a session nor a cookie ever holds it."""
        path = reverse("api-season-calendar-secret", args=[secret])
        context = {"title": _("Your calendar address"), "address": settings.PUBLIC_URL + path}
        return self._page(request, "feed_address", context)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        response = TemplateResponse(request, f"admin/seasonal/{template}.html", {**frame, **context})
        response.headers["Cache-Control"] = "no-store"
        return response


def _page(feed: CalendarFeed | None) -> ObjectPage:
    url = reverse(_HOME)

    def button(label: str, action: str, *, primary: bool = False) -> Button:
        return Button(label=label, url=url, action=action, chosen="", primary=primary)

    buttons = [button(_("Make an address"), "make", primary=True)]
    if feed:
        buttons = [button(_("Make a new one"), "make"), button(_("End it"), "revoke")]
    return ObjectPage(
        title=_("Your calendar address"),
        subtitle=[_("for Outlook, Google Calendar, Thunderbird and others")],
        buttons=buttons,
        facts=[
            Card(label=_("Address"), value=_("there is one") if feed else _("none")),
            Card(label=_("Made"), value=moment(feed.made_at) if feed else NONE),
        ],
        notes=[
            _(
                "Seasons, milestones and release freezes appear in a calendar that subscribes to the address. It is as "
                "secret as a password: whoever has it sees what you see of them. It is shown once, when it is made."
            ),
            _("A new one ends the one before. It also works no more once your account is closed or sees no seasons."),
        ],
    )
