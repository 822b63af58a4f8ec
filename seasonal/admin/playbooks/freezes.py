"""Release freezes in the admin: planned, changed, called off, and who is let through."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.instants import InstantField
from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.tables import Action, Table
from core.models import User
from journal.admin.page import ObjectPage
from seasonal.admin.asking import ask
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.playbooks.texts import NOBODY, freeze_state
from seasonal.admin.texts import person
from seasonal.models import FreezeException, FreezeScope, FreezeWindow, Season
from seasonal.querysets.freezes import who_may_except
from seasonal.rights import EXCEPT, PLAN, VIEW
from seasonal.services.freezes import (
    call_off_freeze,
    change_freeze,
    grant_exception,
    plan_freeze,
    withdraw_exception,
)


class FreezeForm(forms.Form):
    """From when until when, of what, why."""

    starts_at = InstantField(label=gettext_lazy("From"), required=True)
    ends_at = InstantField(label=gettext_lazy("Until"), required=True)
    scope = forms.ChoiceField(label=gettext_lazy("Scope"), choices=FreezeScope.choices)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=255)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=255)


class ExceptionForm(ReasonForm):
    """Until when somebody is let through."""

    until = InstantField(label=gettext_lazy("Until"), required=True)


@admin.register(FreezeWindow)
class FreezeAdmin(FiguresAdmin):
    """When nothing is released."""

    list_display = ("reason_column", "season", "starts_column", "ends_column", "scope", "state_column")
    list_filter = ("scope", "season")
    list_select_related = ("season",)
    list_display_links = None

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        steps = (("edit", self.edit_view), ("call-off", self.call_off_view), ("grant", self.grant_view))
        return [
            *(
                path(f"<int:pk>/{name}/", guarded(view), name=f"seasonal_freezewindow_{name.replace('-', '_')}")
                for name, view in steps
            ),
            path("exception/<int:pk>/", guarded(self.withdraw_view), name="seasonal_freezewindow_withdraw"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The freeze and its exceptions."""
        user = self._allowed(request, VIEW)
        window = self.get_object(request, object_id)
        if window is None or request.method != "GET":
            raise Http404
        page = _page(window, user)
        context = {"page": page, "original": window, "title": page.title, "opts": self.opts, "media": self.media}
        return TemplateResponse(
            request, "admin/seasonal/season.html", {**self.admin_site.each_context(request), **context}
        )

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Plan one; `?season=` says of which season."""
        user = self._allowed(request, PLAN)
        asked = request.GET.get("season", "")
        season = Season.objects.filter(pk=int(asked) if asked.isdecimal() else 0).first()
        return ask(
            self,
            request,
            form=FreezeForm(request.POST or None),
            title=_("Plan a release freeze"),
            confirm=_("Plan"),
            back=reverse("admin:seasonal_freezewindow_changelist"),
            act=lambda values: plan_freeze(actor=user, season=season, **values),
            done=_("The release freeze is planned."),
            original=season,
        )

    def edit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change it; from then on it no longer moves with its season."""
        user, window = self._allowed(request, PLAN), self._window(pk)
        names = ("starts_at", "ends_at", "scope", "reason")
        note = _("It moves with its season's days no longer, once you have changed it.")
        return self._step(
            request,
            window,
            form=FreezeForm(request.POST or None, initial={name: getattr(window, name) for name in names}),
            label=_("Edit"),
            act=lambda values: change_freeze(window=window, actor=user, **values),
            done=_("The release freeze is changed."),
            note=note if window.follows_season else "",
        )

    def call_off_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """It does not hold any more."""
        user, window = self._allowed(request, PLAN), self._window(pk)
        return self._step(
            request,
            window,
            form=ReasonForm(request.POST or None),
            label=_("Call off"),
            act=lambda values: call_off_freeze(window=window, actor=user, **values),
            done=_("The release freeze is called off."),
            note=_("This cannot be taken back. Plan another one instead."),
        )

    def grant_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let releases through for a while."""
        user, window = self._allowed(request, EXCEPT), self._window(pk)
        return self._step(
            request,
            window,
            form=ExceptionForm(request.POST or None),
            label=_("Grant an exception"),
            act=lambda values: grant_exception(window=window, actor=user, **values),
            done=_("The exception holds from now on."),
            note=_("It lets everything through that asks until then, not one release alone."),
        )

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End an exception now."""
        user = self._allowed(request, EXCEPT)
        exception = get_object_or_404(FreezeException.objects.select_related("window"), pk=pk)
        return self._step(
            request,
            exception.window,
            form=forms.Form({} if request.method == "POST" else None),
            label=_("Withdraw the exception"),
            act=lambda _values: withdraw_exception(exception=exception, actor=user),
            done=_("The exception is over."),
            note=exception.reason,
        )

    def _step(self, request: HttpRequest, window: FreezeWindow, *, label: str, **asked: Any) -> HttpResponse:
        """Ask for something to be done with a freeze; back to its page afterwards."""
        back = reverse("admin:seasonal_freezewindow_change", args=[window.pk])
        return ask(self, request, title=label, confirm=label, back=back, original=window, **asked)

    def _allowed(self, request: HttpRequest, right: str) -> User:
        user = signed_in(request)
        if not user.has_perm(right):
            raise PermissionDenied
        return user

    def _window(self, pk: int) -> FreezeWindow:
        return get_object_or_404(FreezeWindow, pk=pk)

    @admin.display(description=gettext_lazy("freeze"), ordering="reason")
    def reason_column(self, row: FreezeWindow) -> SafeString:
        url = reverse("admin:seasonal_freezewindow_change", args=[row.pk])
        return format_html('<a href="{}">{}</a>', url, row.reason)

    @admin.display(description=gettext_lazy("from"), ordering="starts_at")
    def starts_column(self, row: FreezeWindow) -> str:
        return moment(row.starts_at)

    @admin.display(description=gettext_lazy("until"), ordering="ends_at")
    def ends_column(self, row: FreezeWindow) -> str:
        return moment(row.ends_at)

    @admin.display(description=gettext_lazy("state"))
    def state_column(self, row: FreezeWindow) -> SafeString:
        return freeze_state(row, timezone.now())


def _page(window: FreezeWindow, user: User) -> ObjectPage:
    now = timezone.now()
    called_off = _("Called off: %(reason)s") % {"reason": window.called_off_because}
    moves = _("It moves with its season's days.")
    return ObjectPage(
        title=window.reason,
        badges=[freeze_state(window, now)],
        subtitle=[f"{moment(window.starts_at)} – {moment(window.ends_at)}", window.get_scope_display()],
        actions=_actions(window, user),
        notes=[
            *([called_off] if window.called_off_at else []),
            *([moves] if window.follows_season else []),
            _("Exceptions are granted by: %(names)s.") % {"names": ", ".join(who_may_except()) or NOBODY},
        ],
        tables=[_exceptions(window, user)],
    )


def _actions(window: FreezeWindow, user: User) -> list[Action]:
    found = []
    if window.season_id is not None:
        book = reverse("admin:seasonal_milestone_playbook", args=[window.season_id])
        found.append(Action(label=_("Playbook"), url=book))
    if window.called_off_at is None:
        offered = (
            ("edit", _("Edit"), PLAN),
            ("call_off", _("Call off"), PLAN),
            ("grant", _("Grant an exception"), EXCEPT),
        )
        found += [
            Action(label=label, url=reverse(f"admin:seasonal_freezewindow_{name}", args=[window.pk]))
            for name, label, right in offered
            if user.has_perm(right)
        ]
    return found


def _exceptions(window: FreezeWindow, user: User) -> Table:
    now = timezone.now()

    def doing(each: FreezeException) -> SafeString | str:
        if each.until <= now:
            return _("over")
        if not user.has_perm(EXCEPT):
            return _("in force")
        url = reverse("admin:seasonal_freezewindow_withdraw", args=[each.pk])
        return format_html('<a href="{}">{}</a>', url, _("Withdraw"))

    return Table(
        ident="exceptions",
        title=_("Exceptions"),
        columns=(_("Reason"), _("From"), _("Until"), _("Granted by"), _("State")),
        rows=[
            (each.reason, moment(each.granted_at), moment(each.until), person(each.approved_by), doing(each))
            for each in window.exceptions.select_related("approved_by")
        ],
    )
