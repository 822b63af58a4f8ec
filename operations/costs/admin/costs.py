"""Costs: a list, a page of each, and a new one."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.console.badges import with_note
from core.console.start_page import Card
from core.errors import DomainError
from core.walltime import berlin_wall
from operations.costs.admin.cost_form import CostForm
from operations.costs.models import Cost
from operations.costs.services import correct_cost, enter_cost
from operations.facts.admin.fact_admin import FactAdmin
from operations.facts.admin.values import NONE, decimal, money
from operations.facts.models import BusinessFact


@admin.register(Cost)
class CostAdmin(FactAdmin):
    """Costs of the user's territories, those of the last time first."""

    list_display = (
        "reference_column",
        "kind_column",
        "amount_column",
        "period_column",
        "territory_column",
        "team_column",
        "note_column",
    )
    dates = ("ends_at", "starts_at")
    values = ("kind", "amount", "currency", "hours", "starts_at", "ends_at", "team", "campaign", "note")
    menus = ("kind", "currency")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("costs.add_cost")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Enter a cost."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        form = CostForm(request.POST or None, person=user)
        if request.method == "POST" and form.is_valid():
            try:
                made = enter_cost(actor=user, **form.values())
                messages.success(request, _("Recorded."))
                return redirect("admin:costs_cost_change", made.pk)
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
        page = {
            "title": _("New cost"),
            "form": form,
            "cancel_url": reverse("admin:costs_cost_changelist"),
            "confirm": _("Record"),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/costs/form.html", {**self.context(request), **page}, status=status)

    def service(self, **correction: Any) -> BusinessFact:
        """Refuses what would mean nothing."""
        return correct_cost(**correction)

    def more(self, fact: Cost) -> list[Card]:
        return [
            Card(label=_("Amount"), value=_amount(fact), note=fact.get_kind_display()),
            Card(label=_("Period"), value=_period(fact)),
            Card(label=_("Team"), value=fact.team or NONE, note=fact.campaign),
        ]

    @admin.display(description=gettext_lazy("Kind"))
    def kind_column(self, cost: Cost) -> str:
        return cost.get_kind_display() or NONE

    @admin.display(description=gettext_lazy("Amount"))
    def amount_column(self, cost: Cost) -> str:
        return _amount(cost)

    @admin.display(description=gettext_lazy("Period"))
    def period_column(self, cost: Cost) -> str:
        return _period(cost)

    @admin.display(description=gettext_lazy("Team"))
    def team_column(self, cost: Any) -> SafeString:
        return with_note(cost.team or NONE, cost.linked.person(cost.user_id) if cost.user_id else "")

    @admin.display(description=gettext_lazy("Note"))
    def note_column(self, cost: Cost) -> SafeString:
        return with_note(cost.note or NONE, cost.campaign)


def _amount(cost: Cost) -> str:
    """The amount, or the hours that it is computed from."""
    if cost.amount is None and cost.hours is not None:
        return _("%(hours)s h at the hourly rate") % {"hours": decimal(cost.hours)}
    return money(cost.amount, cost.currency)


def _period(cost: Cost) -> str:
    """The days in Berlin, the last included."""
    if cost.starts_at is None or cost.ends_at is None:
        return NONE
    first, last = berlin_wall(cost.starts_at), berlin_wall(cost.ends_at) - timedelta(microseconds=1)
    days = [date_format(wall, "SHORT_DATE_FORMAT") for wall in (first, last)]
    return days[0] if days[0] == days[1] else f"{days[0]} – {days[1]}"
