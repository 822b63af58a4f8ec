"""Form fields for instants, on Berlin's wall clock."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from core.walltime import berlin_instant

# What a calendar picker shows, and what leaves room for the longest protection behind it.
_FIRST_YEAR, _LAST_YEAR = 1990, 2199


class InstantField(forms.SplitDateTimeField):
    """Date and time as Berlin's clocks show them; gives an aware instant (UTC), or None where both are empty.

    In the repeated hour of autumn the later instant, in the gap of spring moved forward: as everywhere here, where
    Django would refuse both.
    """

    def __init__(self, *, label: Any, help_text: Any = "", required: bool = False) -> None:
        widget = AdminSplitDateTime()
        for part, name in zip(widget.widgets, (_("date"), _("time")), strict=True):
            part.attrs["aria-label"] = format_lazy("{}: {}", label, name)
        super().__init__(label=label, help_text=help_text, required=required, widget=widget)

    def compress(self, data_list: Any) -> datetime | None:
        """The instant that date and time name; ValidationError where one is missing or the year is out of reach."""
        if not data_list:
            return None
        day, clock = data_list
        for part, fault in ((day, "invalid_date"), (clock, "invalid_time")):
            if part in self.empty_values:
                raise ValidationError(self.error_messages[fault], code=fault)
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            values = {"first": _FIRST_YEAR, "last": _LAST_YEAR}
            raise ValidationError(_("Enter a year from %(first)s to %(last)s."), code="year", params=values)
        return berlin_instant(datetime.combine(day, clock))
