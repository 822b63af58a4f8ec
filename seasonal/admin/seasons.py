"""Seasons in the admin: the year, each season, planning one, taking it a step further, copying it."""

from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.console.admin import ConsoleModelAdmin
from core.console.previews import Change, Preview
from core.errors import DomainError
from core.walltime import berlin_wall
from seasonal.admin.activation import ActivationPages
from seasonal.admin.base import FigureForm
from seasonal.admin.copying import CopyingPages
from seasonal.admin.kind_filter import KindFilter
from seasonal.admin.planner import YEARS, planner
from seasonal.admin.season_page import STEP_LABELS, season_page
from seasonal.admin.season_pages import SeasonPage, season_pages
from seasonal.admin.texts import days, state_badge, times
from seasonal.models import Season, SeasonHours, SeasonState, Uplift
from seasonal.rights import PLAN
from seasonal.services.seasons import (
    STEPS,
    next_step,
    plan_season,
)


class _Details(admin.TabularInline[Any, Season]):
    """Rows of a season, changed with it."""

    form = FigureForm
    extra = 0

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without links to the region: on a telephone they leave no room for the rest of the row."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PLAN)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PLAN)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PLAN)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(PLAN)


class UpliftInline(_Details):
    """What it adds to the load of regions."""

    model = Uplift


class HoursInline(_Details):
    """In which hours."""

    model = SeasonHours


@admin.register(Season)
class SeasonAdmin(CopyingPages, ActivationPages):
    """Seasons."""

    list_display = ("season_column", "days_column", "state_column", "factor_column", "is_peak")
    list_filter = (("kind", KindFilter), "state")
    fieldsets: ClassVar = [
        (None, {"fields": ("kind", "name", "starts_on", "ends_on", "overall_factor", "is_peak", "note")}),
        (gettext_lazy("Next year"), {"fields": ("starts_by", "ends_by")}),
    ]
    inlines = (UpliftInline, HoursInline)

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("year/", guarded(self.planner_view), name="seasonal_season_planner"),
            path("<int:pk>/edit/", guarded(self.edit_view), name="seasonal_season_edit"),
            path("<int:pk>/step/<slug:state>/", guarded(self.step_view), name="seasonal_season_step"),
            *(
                path(f"<int:pk>/{page.slug}/", guarded(partial(self.page_view, page=page)), name=page.url_name)
                for page in season_pages()
            ),
            *super().get_urls(),
        ]

    def page_view(self, request: HttpRequest, pk: int, page: SeasonPage) -> HttpResponse:
        """A page that an app above brings, for who may see seasons."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        season = get_object_or_404(Season, pk=pk)
        return page.view(request, season, {**self._frame(request), "original": season})

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A kind is any word."""
        return ConsoleModelAdmin.formfield_for_dbfield(self, db_field, request, **kwargs)

    def planner_view(self, request: HttpRequest) -> HttpResponse:
        """A year, by default this one; a year that there is not is 404."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = berlin_wall(timezone.now()).date()
        asked = request.GET.get("year", str(today.year))
        if not asked.isdecimal() or int(asked) not in YEARS:
            raise Http404
        context = planner(signed_in(request), int(asked), today)
        return self._page(request, "planner", {"title": _("Year planner"), **context})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The season's page; `edit_view` is where it is changed."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        season = self.get_object(request, object_id)
        if season is None or request.method != "GET":
            raise Http404
        page = season_page(season, signed_in(request))
        return self._page(request, "season", {"page": page, "original": season, "title": str(season)})

    def edit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change what was planned."""
        season = self._season(request, pk)
        if season.state == SeasonState.OVER:
            messages.error(request, _("This season is over. What was planned with stays as it is."))
            return redirect("admin:seasonal_season_change", pk)
        return super().change_view(request, str(pk))

    def save_model(self, request: HttpRequest, obj: Season, form: Any, change: bool) -> None:
        """Through the service, which leaves the state alone."""
        plan_season(season=obj, actor=signed_in(request), is_new=not change)

    def step_view(self, request: HttpRequest, pk: int, state: str) -> HttpResponse:
        """Ask, then take it a step further."""
        season = self._season(request, pk)
        wanted = next((each for each in STEPS if each.value.lower() == state), None)
        if wanted is None:
            raise Http404
        if request.method == "POST":
            try:
                STEPS[wanted](season=season, actor=signed_in(request))
            except DomainError as refused:
                messages.error(request, str(refused))
            else:
                told = {"season": season, "state": season.get_state_display()}
                messages.success(request, _("“%(season)s” is now: %(state)s.") % told)
            return redirect("admin:seasonal_season_change", pk)
        label = STEP_LABELS[wanted]()
        is_next = next_step(season) == wanted
        preview = Preview(
            question=_("%(step)s “%(season)s”?") % {"step": label, "season": season},
            confirm=label if is_next else "",
            changes=[Change(label=_("State"), before=season.get_state_display(), after=wanted.label)],
            consequences=[] if is_next else [_("It is not its turn for that.")],
            warning=_("This cannot be taken back.") if is_next else "",
        )
        labels = {"before_label": _("Now"), "after_label": _("Afterwards")}
        return self._question(request, season, label, {"preview": preview, **labels})

    def response_change(self, request: HttpRequest, obj: Season) -> HttpResponse:
        """Back to its page."""
        messages.success(request, _("“%(season)s” is planned.") % {"season": obj})
        return redirect("admin:seasonal_season_change", obj.pk)

    def _season(self, request: HttpRequest, pk: int) -> Season:
        """The season, for those who may plan it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        season = Season.objects.filter(pk=pk).first()
        if season is None:
            raise Http404
        return season

    def _question(self, request: HttpRequest, season: Season, title: str, context: dict[str, Any]) -> HttpResponse:
        cancel = reverse("admin:seasonal_season_change", args=[season.pk])
        return self._page(request, "question", {"title": title, "original": season, "cancel_url": cancel, **context})

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        return TemplateResponse(request, f"admin/seasonal/{template}.html", {**self._frame(request), **context})

    def _frame(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}

    @admin.display(description=gettext_lazy("season"), ordering="kind")
    def season_column(self, row: Season) -> str:
        return str(row)

    @admin.display(description=gettext_lazy("days"), ordering="starts_on")
    def days_column(self, row: Season) -> str:
        return days(row.starts_on, row.ends_on)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_column(self, row: Season) -> SafeString:
        return state_badge(row)

    @admin.display(description=gettext_lazy("overall factor"), ordering="overall_factor")
    def factor_column(self, row: Season) -> str:
        return "–" if row.overall_factor is None else times(row.overall_factor)
