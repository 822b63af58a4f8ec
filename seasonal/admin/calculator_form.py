"""What may be supposed: a season, factors, load, utilisation, reserve, and how plain autoscaling behaves."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seasonal.admin.texts import territory_name
from seasonal.capacity.inputs import Autoscaler
from seasonal.models import Season, Tier
from seasonal.services.capacity import WhatIf

_HUNDRED = Decimal(100)
# What a form without these fields computes with.
_USUAL = {"load": "100", "reserve": "1", "reaction": "180", "ramp": "900", "mean_load": "70"}


def _decimal(label: Any, least: int, most: int, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=least, max_value=most, required=False, localize=True, help_text=help_text
    )


class CalculatorForm(forms.Form):
    """Sent by GET: nothing is saved. Empty fields mean what is known, or what is usual."""

    def __init__(self, data: Any, *, territories: Sequence[str]) -> None:
        super().__init__(data, auto_id="what-if-%s")
        self._territories = territories
        seasons = Season.objects.order_by("-starts_on")
        self.fields["season"] = forms.ModelChoiceField(seasons, label=gettext_lazy("Season"), empty_label=None)
        for territory in territories:
            label = _("Factor %(territory)s") % {"territory": territory_name(territory)}
            self.fields[f"factor-{territory}"] = _decimal(label, 1, 50, _("Empty: that of the season."))
        self.fields["load"] = _decimal(_("Normal load, in percent of the baseline"), 1, 10_000)
        for tier in Tier:
            label = _("%(tier)s: utilisation in percent") % {"tier": tier.label}
            self.fields[f"utilisation-{tier}"] = _decimal(label, 1, 100, _("Empty: the target of the season's kind."))
        self.fields["reserve"] = forms.IntegerField(label=_("Reserve (N-1)"), min_value=0, max_value=20, required=False)
        self.fields["reaction"] = _decimal(_("Plain autoscaling: seconds until it serves"), 0, 7200)
        self.fields["ramp"] = _decimal(_("The load rises in so many seconds"), 1, 86_400)
        self.fields["mean_load"] = _decimal(_("Mean load in the season's hours, in percent of the peak"), 1, 100)
        for name, usual in _USUAL.items():
            self.fields[name].widget.attrs["placeholder"] = usual

    @property
    def season(self) -> Season:
        """The season that was chosen."""
        chosen: Season = self.cleaned_data["season"]
        return chosen

    def what_if(self) -> WhatIf:
        """What was supposed."""
        data = {**self.cleaned_data}
        for name, usual in _USUAL.items():
            if data.get(name) is None:
                data[name] = Decimal(usual)
        factors = {each: data[f"factor-{each}"] for each in self._territories}
        utilisation = {tier.value: data[f"utilisation-{tier}"] for tier in Tier}
        return WhatIf(
            factors={each: value for each, value in factors.items() if value is not None},
            utilisation={tier: value / _HUNDRED for tier, value in utilisation.items() if value is not None},
            load=data["load"] / _HUNDRED,
            reserve=int(data["reserve"]),
            autoscaler=Autoscaler(reaction=data["reaction"], ramp=data["ramp"], mean_load=data["mean_load"] / _HUNDRED),
        )
