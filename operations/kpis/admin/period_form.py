"""Choosing the time, the steps, the season and the territory of a key figure's page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from operations.kpis.admin.texts import territory_name
from operations.kpis.errors import PeriodRefused
from operations.kpis.periods import Bucket, Period
from operations.kpis.querysets.seasons import FeltSeason, felt_seasons
from operations.kpis.rights import own_territories
from seasonal.models import Season


class PeriodForm(forms.Form):
    """`season`, `from`, `until`, `bucket`, `territory` of the address; valid ones make a `period`.

    A season sets the dates, unless somebody has changed those that the form had shown (`dates`): then they count, and
    the season is let go.
    """

    period: Period

    def __init__(self, data: Mapping[str, Any], user: User) -> None:
        self._seasons = felt_seasons()
        super().__init__(_with_season(dict(data), self._seasons), auto_id="period-%s")
        calendar = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        own = own_territories(user)
        chosen = self.data.get("territory")
        self.fields["season"] = _season_field(self._seasons, [chosen] if chosen in own else own, self.data)
        self.fields["from"] = forms.DateField(label=gettext_lazy("From"), widget=calendar)
        self.fields["until"] = forms.DateField(label=gettext_lazy("Until"), widget=calendar)
        self.fields["bucket"] = forms.ChoiceField(label=gettext_lazy("Steps of"), choices=Bucket.choices)
        self.fields["dates"] = forms.CharField(widget=forms.HiddenInput, required=False)
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

    @property
    def seasons(self) -> Sequence[Season]:
        """Those that have a day within the period, by their beginning."""
        found = [each.season for each in reversed(self._seasons)]
        return [each for each in found if each.starts_on <= self.period.last and each.ends_on >= self.period.first]


def _with_season(data: dict[str, Any], seasons: Sequence[FeltSeason]) -> dict[str, Any]:
    """What the address says, with the dates of its season, or without the season where they were changed by hand."""
    season = _season_of(data, seasons)
    if season is not None:
        if data.get("dates") not in {None, "", _dates(data)}:
            data["season"] = ""
        else:
            data |= {"from": season.starts_on.isoformat(), "until": season.ends_on.isoformat()}
    return data | {"dates": _dates(data)}


def _dates(data: Mapping[str, Any]) -> str:
    return f"{data.get('from', '')}/{data.get('until', '')}"


def _season_of(data: Mapping[str, Any], seasons: Sequence[FeltSeason]) -> Season | None:
    return next((each.season for each in seasons if str(each.season.pk) == data.get("season")), None)


def _season_field(
    seasons: Sequence[FeltSeason], territories: Sequence[str], data: Mapping[str, Any]
) -> forms.ChoiceField:
    """Those that one of the territories feels. Another one is refused, by its name where there is one."""

    def choices() -> Iterator[tuple[str, str]]:
        yield "", _("Own dates")
        for each in seasons:
            if each.concerns(territories):
                yield str(each.season.pk), str(each.season)

    season = _season_of(data, seasons)
    refusal = _("There is no such season any more. Choose one of the list.")
    if season is not None:
        names = ", ".join(territory_name(each) for each in territories)
        told = {"season": season, "territory": names}
        refusal = _("“%(season)s” is not a season of %(territory)s. Choose one of the list.") % told
    field = forms.ChoiceField(label=gettext_lazy("Season"), choices=choices, required=False)
    # Its text is formatted with what was sent: a percent sign in it is none.
    field.error_messages["invalid_choice"] = refusal.replace("%", "%%")
    return field
