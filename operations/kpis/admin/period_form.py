"""Choosing the time, the steps and the territory of a key figure's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from operations.kpis.admin.texts import territory_name
from operations.kpis.errors import PeriodRefused
from operations.kpis.periods import Bucket, Period
from operations.kpis.rights import own_territories


class PeriodForm(forms.Form):
    """`from`, `until`, `bucket`, `territory` of the address; valid ones make a `period`."""

    period: Period

    def __init__(self, data: dict[str, Any], user: User) -> None:
        super().__init__(data, auto_id="period-%s")
        calendar = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self.fields["from"] = forms.DateField(label=gettext_lazy("From"), widget=calendar)
        self.fields["until"] = forms.DateField(label=gettext_lazy("Until"), widget=calendar)
        self.fields["bucket"] = forms.ChoiceField(label=gettext_lazy("Steps of"), choices=Bucket.choices)
        own = own_territories(user)
        if len(own) > 1:
            choices = [("", _("All territories")), *((each, territory_name(each)) for each in own)]
            self.fields["territory"] = forms.ChoiceField(
                label=gettext_lazy("Territory"), choices=choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        """What was sent, where it makes a period; else what is wrong with it."""
        data = super().clean() or {}
        if {"from", "until", "bucket"} <= data.keys():
            try:
                self.period = Period(data["from"], data["until"], Bucket(data["bucket"]))
            except PeriodRefused as refused:
                self.add_error(refused.field, str(refused))
        return data

    @property
    def territory(self) -> str:
        """The territory that was chosen; empty: all."""
        return str(self.cleaned_data.get("territory", ""))
