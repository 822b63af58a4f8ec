"""The form of a target: which KPI, where, when, how much, and why."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.territory import Territory
from operations.kpis.admin.texts import season_name
from operations.kpis.models import KpiTarget
from operations.kpis.querysets.targets import PEAK
from operations.kpis.registry import KPIS, Unit
from operations.kpis.services.targets import TAKEN, NewTarget
from seasonal.models import Season, SeasonKind


class TargetForm(forms.ModelForm[KpiTarget]):
    """A share is entered as a share: 0,85 for 85 %."""

    why = forms.CharField(label=gettext_lazy("Reason"), max_length=255)

    class Meta:
        model = KpiTarget
        fields = ("kpi", "territory", "season", "valid_from", "target")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kpi" not in self.fields:  # read only
            return
        names = [(name, kpi.title) for name, kpi in KPIS.items()]
        self.fields["kpi"] = forms.ChoiceField(label=_("KPI"), choices=[("", "–"), *names])
        kinds = {*SeasonKind.values, *Season.objects.order_by().values_list("kind", flat=True).distinct(), PEAK}
        self.fields["season"] = forms.ChoiceField(
            label=_("Season"),
            choices=[("", _("any")), *sorted((kind, season_name(kind)) for kind in kinds)],
            required=False,
        )
        self.fields["territory"] = forms.ChoiceField(
            label=_("Territory"), choices=[("", _("any")), *Territory.choices], required=False
        )
        self.fields["target"].help_text = _(
            "In the unit of the KPI: a share as 0.85 for 85 %, a time in seconds, an amount in euros, a number."
        )

    def clean_target(self) -> Decimal:
        """A share above 100 would be a percentage typed in; a negative one only campaigns know."""
        target: Decimal = self.cleaned_data["target"]
        kpi = KPIS.get(self.cleaned_data.get("kpi", ""))
        if kpi and kpi.unit is Unit.SHARE and abs(target) > 10:
            raise ValidationError(_("This is a share: enter 0.85 for 85 %."))
        if kpi and kpi.unit is not Unit.SHARE and target < 0:
            raise ValidationError(_("This cannot be less than nothing."))
        return target

    def clean(self) -> dict[str, Any]:
        """Say in words what the database would refuse."""
        data = super().clean() or {}
        names = ("kpi", "territory", "season", "valid_from")
        if data.keys() >= {*names}:
            same = KpiTarget.objects.filter(**{name: data[name] for name in names})
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("valid_from", TAKEN)
        return data

    def new_target(self) -> NewTarget:
        """What was entered, once it is valid."""
        data = self.cleaned_data
        names = ("kpi", "territory", "season", "valid_from", "target")
        return NewTarget(**{name: data[name] for name in names})
