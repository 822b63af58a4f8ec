"""The form of a new cost: an amount, or hours of sales time, for whole days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import User
from journal.querysets.scope import sees_everything
from operations.costs.models import CostKind
from operations.facts.admin.correction_form import territories_for
from operations.facts.models.base import Currency


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"])


def _text(label: Any, length: int, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"class": "vTextField"})
    return forms.CharField(label=label, required=False, max_length=length, widget=widget, help_text=help_text)


class CostForm(forms.Form):
    """What it was, how much, when, and whose."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CostKind.choices)
    amount = forms.DecimalField(
        label=_("Amount"), required=False, max_digits=18, decimal_places=6, localize=True, help_text=_("Net.")
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=Currency.choices)
    hours = forms.DecimalField(
        label=_("Hours"),
        required=False,
        max_digits=10,
        decimal_places=2,
        localize=True,
        help_text=_("Instead of an amount, for sales time: they cost what an hour of the team costs."),
    )
    first_day = _day(_("From"))
    last_day = _day(_("Until"), _("The last day, included. The cost spreads evenly over its days."))
    territory = forms.ChoiceField(label=_("Territory"))
    team = _text(_("Team"), 80)
    user = forms.ModelChoiceField(User.objects.none(), label=_("Representative"), required=False)
    campaign = _text(_("Campaign"), 100, _("The reference of the campaign that it was spent on."))
    note = _text(_("Note"), 255)

    def __init__(self, data: Any, *, person: User) -> None:
        super().__init__(data)
        choices = territories_for(person)
        self.fields["territory"] = forms.ChoiceField(
            label=self.fields["territory"].label, choices=choices, required=not any(value == "" for value, _ in choices)
        )
        people = User.objects.filter(is_active=True, is_service=False).order_by("last_name", "first_name", "username")
        mine = people if sees_everything(person) else people.filter(territories__overlap=person.territories)
        self.fields["user"].queryset = mine  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What `enter_cost` takes."""
        data = dict(self.cleaned_data)
        user = data.pop("user")
        return {**data, "user_id": user.pk if user else None}
