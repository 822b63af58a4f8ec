"""The capacity calculator: what if, saved plans, and plan against actual."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.previews import Preview
from core.console.tables import Action
from core.errors import DomainError
from core.walltime import berlin_wall
from journal.admin.page import ObjectPage
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.calculator_form import CalculatorForm
from seasonal.admin.kind_filter import KindFilter
from seasonal.admin.plan_tables import deviation_table, plan_facts, plan_tables
from seasonal.admin.texts import euros, percent, person, territory_name
from seasonal.capacity.deviation import deviations
from seasonal.capacity.results import kept
from seasonal.models import CapacityPlan, Season, Workload
from seasonal.rights import PLAN, own_territories
from seasonal.services.actuals import fetch_actuals, record_actual
from seasonal.services.capacity import compute, gather_inputs, save_plan


class ActualForm(forms.Form):
    """What came in one workload of a territory."""

    route = forms.ChoiceField(label=gettext_lazy("Workload"))
    peak_rate = forms.DecimalField(
        label=gettext_lazy("Highest requests per second"), min_value=0, max_digits=10, decimal_places=4, localize=True
    )
    instances = forms.IntegerField(label=gettext_lazy("Instances needed"), min_value=0, max_value=10_000)

    def __init__(self, data: Any, *, plan: CapacityPlan) -> None:
        super().__init__(data)
        names = dict(Workload.choices)
        routes = [
            (f"{each['territory']} {each['workload']}",
             f"{names[each['workload']]}, {territory_name(each['territory'])}")
            for each in plan.results["routes"]
        ]  # fmt: skip
        self.fields["route"] = forms.ChoiceField(label=_("Workload"), choices=routes)


@admin.register(CapacityPlan)
class CapacityPlanAdmin(FiguresAdmin):
    """Plans. A saved one is never changed."""

    is_edited = False
    list_display = ("name", "season", "saved_column", "created_by", "costs_column", "share_column")
    list_filter = (("season__kind", KindFilter),)
    list_select_related = ("season", "created_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[CapacityPlan]:
        """Those of which all territories are the user's."""
        own = own_territories(signed_in(request))
        return super().get_queryset(request).filter(territories__contained_by=own)

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("calculator/", guarded(self.calculator_view), name="seasonal_capacityplan_calculator"),
            path("<int:pk>/actual/", guarded(self.actual_view), name="seasonal_capacityplan_actual"),
            path("<int:pk>/fetch/", guarded(self.fetch_view), name="seasonal_capacityplan_fetch"),
            *super().get_urls(),
        ]

    def calculator_view(self, request: HttpRequest) -> HttpResponse:
        """GET computes and saves nothing; POST saves what its fields say as a plan."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        user, today = signed_in(request), berlin_wall(timezone.now()).date()
        saves = request.method == "POST"
        if saves and not user.has_perm(PLAN):
            raise PermissionDenied
        sent = (request.POST if saves else request.GET).dict()
        own = own_territories(user)
        form = CalculatorForm({"season": _usual_season(today), **sent}, territories=own)
        context: dict[str, Any] = {}
        if form.is_valid():
            try:
                inputs = gather_inputs(season=form.season, territories=own, day=today, what_if=form.what_if())
                if saves:
                    plan = save_plan(actor=user, season=form.season, name=sent.get("name", ""), inputs=inputs)
                    messages.success(request, _("The plan “%(name)s” is saved.") % {"name": plan.name})
                    return redirect("admin:seasonal_capacityplan_change", plan.pk)
                found, computed_from = kept(compute(inputs)), kept(inputs)
                context = {"facts": plan_facts(found), "tables": plan_tables(computed_from, found)}
            except DomainError as refused:
                form.add_error(None, str(refused))
        page = {
            "title": _("Capacity calculator"),
            "form": form,
            "hidden": [(name, value) for name, value in sent.items() if name in form.fields],
            "may_save": user.has_perm(PLAN),
            "season": form.cleaned_data.get("season") if hasattr(form, "cleaned_data") else None,
        }
        return self._page(request, "calculator", {**page, **context}, 200 if context else 422)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A saved plan, and what came of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        plan = self.get_object(request, object_id)
        if plan is None or request.method != "GET":
            raise Http404
        page = _plan_page(plan, may_plan=signed_in(request).has_perm(PLAN))
        return self._page(request, "season", {"page": page, "original": plan, "title": plan.name})

    def actual_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Enter what came."""
        user, plan = signed_in(request), self._own(request, pk)
        form = ActualForm(request.POST or None, plan=plan)
        if request.method == "POST" and form.is_valid():
            territory, workload = form.cleaned_data["route"].split()
            record_actual(
                actor=user,
                plan=plan,
                territory=territory,
                workload=workload,
                peak_rate=form.cleaned_data["peak_rate"],
                instances=form.cleaned_data["instances"],
            )
            messages.success(request, _("Recorded."))
            return redirect("admin:seasonal_capacityplan_change", pk)
        page = {
            "title": _("What came"),
            "original": plan,
            "form": form,
            "confirm": _("Record"),
            "cancel_url": reverse("admin:seasonal_capacityplan_change", args=[pk]),
        }
        context = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media, **page}
        return TemplateResponse(request, "admin/costs/form.html", context, status=422 if form.errors else 200)

    def fetch_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask before, then fetch what came from Prometheus."""
        user, plan = signed_in(request), self._own(request, pk)
        back = reverse("admin:seasonal_capacityplan_change", args=[pk])
        if request.method == "POST":
            try:
                count = len(fetch_actuals(actor=user, plan=plan))
            except DomainError as refused:
                messages.error(request, str(refused))
            else:
                told = ngettext("What came of %(count)s workload is recorded.",
                                "What came of %(count)s workloads is recorded.", count)  # fmt: skip
                messages.success(request, told % {"count": count})
            return redirect(back)
        preview = Preview(
            question=_("Fetch what came in “%(season)s”?") % {"season": plan.season},
            confirm=_("Fetch"),
            changes=[],
            consequences=[
                _("Prometheus is asked for the highest requests per second over five minutes, on the season's days."),
                _("How many instances were needed is not fetched: enter it by hand, if you know it."),
                _("What was entered before is replaced. It can be corrected by hand."),
            ],
        )
        context = {"title": _("What came"), "original": plan, "cancel_url": back, "preview": preview}
        return self._page(request, "question", context)

    def _own(self, request: HttpRequest, pk: int) -> CapacityPlan:
        """A plan whose territories are all the user's, for those who plan."""
        if not signed_in(request).has_perm(PLAN):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, f"admin/seasonal/{template}.html", {**frame, **context}, status=status)

    @admin.display(description=gettext_lazy("saved on"), ordering="created_at")
    def saved_column(self, row: CapacityPlan) -> str:
        return moment(row.created_at)

    @admin.display(description=gettext_lazy("costs"))
    def costs_column(self, row: CapacityPlan) -> str:
        return euros(Decimal(row.results["costs"]["planned"]))

    @admin.display(description=gettext_lazy("less than always-on"))
    def share_column(self, row: CapacityPlan) -> str:
        return percent(Decimal(row.results["saved"]), 1)


def _usual_season(today: date) -> int | str:
    """The season that is next, or there."""
    season = Season.objects.filter(ends_on__gte=today).order_by("starts_on").first()
    return season.pk if season else ""


def _plan_page(plan: CapacityPlan, *, may_plan: bool) -> ObjectPage:
    came = {(row.territory, row.workload): row for row in plan.actuals.select_related("recorded_by")}
    found = deviations(plan.results["routes"], {route: (row.peak_rate, row.instances) for route, row in came.items()})
    enter = Action(label=_("Enter what came"), url=reverse("admin:seasonal_capacityplan_actual", args=[plan.pk]))
    fetch = Action(label=_("Fetch what came"), url=reverse("admin:seasonal_capacityplan_fetch", args=[plan.pk]))
    author = person(plan.created_by)
    return ObjectPage(
        title=plan.name,
        subtitle=[
            str(plan.season),
            _("saved %(when)s by %(who)s") % {"when": moment(plan.created_at), "who": author},
            _("model %(version)s") % {"version": plan.model_version},
        ],
        actions=[fetch, enter] if may_plan else [],
        facts=plan_facts(plan.results),
        tables=[deviation_table(found, came), *plan_tables(plan.inputs, plan.results)],
    )
