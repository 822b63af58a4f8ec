"""Drills and daily reviews in the admin."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.walltime import berlin_wall
from seasonal.admin.asking import CalendarInput, ask, long_text
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.texts import person, yes_no_badge
from seasonal.models import DailyReview, DrillKind, DrillRecord, Season, SeasonState
from seasonal.rights import WORK
from seasonal.services.evidence import record_drill, write_review


class DrillForm(forms.Form):
    """What was rehearsed, and how it went."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DrillKind.choices)
    on = forms.DateField(label=gettext_lazy("Day"), widget=CalendarInput())
    worked = forms.BooleanField(label=gettext_lazy("It worked"), required=False, initial=True)
    season = forms.ModelChoiceField(
        Season.objects.exclude(state=SeasonState.OVER).order_by("starts_on"),
        label=gettext_lazy("Season"),
        required=False,
        empty_label=gettext_lazy("no season in particular"),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        max_length=4000,
        widget=long_text(),
        help_text=gettext_lazy("What was done, how long it took, where the record lies."),
    )


class ReviewForm(forms.Form):
    """A day of a season."""

    season = forms.ModelChoiceField(
        Season.objects.filter(state__in=[SeasonState.ACTIVE, SeasonState.OVER]), label=gettext_lazy("Season")
    )
    day = forms.DateField(label=gettext_lazy("Day"), widget=CalendarInput())
    note = forms.CharField(label=gettext_lazy("What was noticed"), max_length=8000, widget=long_text(8))


class _Recorded(FiguresAdmin):
    """Entered once, and never changed in the list."""

    right = WORK

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def _check_right(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _list(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")

    @staticmethod
    def _asked(request: HttpRequest, **more: Any) -> dict[str, Any]:
        season = request.GET.get("season", "")
        return {"season": season if season.isdecimal() else None, **more}


@admin.register(DrillRecord)
class DrillAdmin(_Recorded):
    """What was rehearsed."""

    list_display = ("on", "kind", "result_column", "season", "evidence", "by_column")
    list_filter = ("kind", "worked")
    list_select_related = ("season", "recorded_by")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Enter one; `?season=` and `?kind=` fill in the form."""
        self._check_right(request)
        user = signed_in(request)
        initial = self._asked(request, on=_today(), kind=request.GET.get("kind", DrillKind.RESTORE))
        return ask(
            self,
            request,
            form=DrillForm(request.POST or None, initial=initial),
            title=_("Enter a drill"),
            confirm=_("Save"),
            back=self._list(),
            act=lambda values: record_drill(actor=user, **values),
            done=_("The drill is entered."),
        )

    @admin.display(description=gettext_lazy("result"), ordering="worked")
    def result_column(self, row: DrillRecord) -> SafeString:
        return yes_no_badge(good=row.worked, yes=_("it worked"), no=_("it failed"))

    @admin.display(description=gettext_lazy("by"))
    def by_column(self, row: DrillRecord) -> str:
        return person(row.recorded_by)


@admin.register(DailyReview)
class ReviewAdmin(_Recorded):
    """What each day of a season was like. Writing that of the same day again replaces it; its history stays."""

    list_display = ("day", "season", "note", "by_column")
    list_filter = ("season",)
    list_select_related = ("season", "written_by")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Write that of a day, by default today's."""
        self._check_right(request)
        user = signed_in(request)
        initial = self._asked(request, day=_today())
        written = DailyReview.objects.filter(season_id=initial["season"] or 0, day=initial["day"]).first()
        back = reverse("admin:seasonal_milestone_playbook", args=[initial["season"]]) if initial["season"] else ""
        return ask(
            self,
            request,
            form=ReviewForm(request.POST or None, initial={**initial, "note": written.note if written else ""}),
            title=_("Daily review"),
            confirm=_("Save"),
            back=back or self._list(),
            act=lambda values: write_review(actor=user, **values),
            done=_("The daily review is kept."),
            note=_("A day has one review. Writing it again replaces it."),
        )

    @admin.display(description=gettext_lazy("by"))
    def by_column(self, row: DailyReview) -> str:
        return person(row.written_by)


def _today() -> date:
    return berlin_wall(timezone.now()).date()
