"""Operating profiles: what is switched in each kind of season."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.operating import Feature
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.texts import times
from seasonal.models import OperatingProfile
from seasonal.rights import ACTIVATE


@admin.register(OperatingProfile)
class ProfileAdmin(FiguresAdmin):
    """What an activation switches. A season that is active keeps what it was activated with."""

    right = ACTIVATE
    list_display = ("kind_column", "rates_column", "catering_first", "off_column")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Boxes to tick for what is switched off."""
        if db_field.name == "switched_off":
            return forms.TypedMultipleChoiceField(
                label=db_field.verbose_name,
                choices=Feature.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=db_field.help_text,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("rate limits of service accounts"), ordering="service_rates")
    def rates_column(self, row: OperatingProfile) -> str:
        return times(row.service_rates)

    @admin.display(description=_("switched off"))
    def off_column(self, row: OperatingProfile) -> str:
        return ", ".join(str(Feature(each).label) for each in row.switched_off if each in Feature.values)
