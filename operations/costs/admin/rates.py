"""Budgets and rates, each valid from a day until the next one: added, changed, never deleted."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.admin import ConsoleModelAdmin
from journal.admin.page import ObjectPage
from operations.costs.models import AiBudget, ExchangeRate, HourlyRate, VatRate
from operations.facts.admin.history import history_table
from operations.facts.admin.values import decimal, money, short


class RateForm(forms.ModelForm[Any]):
    """One rate for a day; `key` is what it is the rate of."""

    key: ClassVar[str]

    def clean(self) -> dict[str, Any]:
        """Refuse a second rate from the same day on; the database would too."""
        data = super().clean() or {}
        if self.key in data and data.get("valid_from"):
            same = {self.key: data[self.key], "valid_from": data["valid_from"]}
            if type(self.instance).objects.filter(**same).exclude(pk=self.instance.pk).exists():
                self.add_error("valid_from", _("There is one from this day on already. Change that one."))
        for name in ("amount", "euros"):
            if name in data and data[name] is not None and data[name] <= 0:
                self.add_error(name, _("This has to be above zero."))
        return data


class RateAdmin(ConsoleModelAdmin[Any]):
    """What all of them have in common."""

    key: str
    list_display_links = ("from_column",)
    list_per_page = 50
    sortable_by = ()
    actions = None

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.key = self.key
        return form

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change, by whichever way."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        page = ObjectPage(title=str(row), subtitle=[_("History")], tables=[history_table(row)])
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        own = {"page": page, "original": row, "title": _("History")}
        return TemplateResponse(request, "admin/journal/page.html", {**frame, **own})

    @admin.display(description=gettext_lazy("From"))
    def from_column(self, row: Any) -> str:
        return date_format(row.valid_from, "SHORT_DATE_FORMAT")

    @admin.display(description=gettext_lazy("Territory"))
    def territory_column(self, row: Any) -> str:
        return row.get_territory_display() or _("in all")

    @admin.display(description=gettext_lazy("Amount"))
    def amount_column(self, row: Any) -> str:
        return money(row.amount, row.currency)


class BudgetForm(RateForm):
    """A budget begins with a month."""

    def clean_valid_from(self) -> Any:
        """The first day of a month."""
        day = self.cleaned_data["valid_from"]
        if day.day != 1:
            raise forms.ValidationError(_("A budget begins on the first day of a month."))
        return day


@admin.register(AiBudget)
class AiBudgetAdmin(RateAdmin):
    """What AI may cost a month."""

    form = BudgetForm
    key = "territory"
    list_display = ("from_column", "territory_column", "amount_column")


@admin.register(ExchangeRate)
class ExchangeRateAdmin(RateAdmin):
    """What francs are in euros."""

    form = RateForm
    key = "currency"
    list_display = ("from_column", "currency", "euros_column")

    @admin.display(description=gettext_lazy("Euros for one"))
    def euros_column(self, row: ExchangeRate) -> str:
        return decimal(row.euros)


@admin.register(HourlyRate)
class HourlyRateAdmin(RateAdmin):
    """What an hour of sales time costs."""

    form = RateForm
    key = "team"
    list_display = ("from_column", "team_column", "amount_column")

    @admin.display(description=gettext_lazy("Team"))
    def team_column(self, row: HourlyRate) -> str:
        return row.team or _("any other team")


class VatForm(RateForm):
    """The rate is typed in percent, as everybody says it, and kept as a share."""

    rate = forms.DecimalField(
        label=gettext_lazy("Rate in percent"), min_value=0, max_value=99, decimal_places=2, localize=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.rate is not None:
            self.initial["rate"] = short(self.instance.rate * 100)

    def clean_rate(self) -> Decimal:
        """The share."""
        percent: Decimal = self.cleaned_data["rate"]
        return percent / 100


@admin.register(VatRate)
class VatRateAdmin(RateAdmin):
    """Value-added tax by territory."""

    form = VatForm
    key = "territory"
    list_display = ("from_column", "territory_column", "rate_column")

    @admin.display(description=gettext_lazy("Rate"))
    def rate_column(self, row: VatRate) -> str:
        return f"{decimal(row.rate * 100)}\u00a0%"
