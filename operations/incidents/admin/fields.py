"""A form field for an instant on Berlin's wall clock, with the device's own picker: made for a phone."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.walltime import berlin_instant, berlin_wall

_FORMAT = "%Y-%m-%dT%H:%M"
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


class WallClockField(forms.DateTimeField):
    """Date and time as Berlin's clocks show them, to the minute; gives an aware instant (UTC), or None."""

    def __init__(self, *, label: Any, required: bool = False, help_text: Any = "") -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORMAT)
        self._forms = [_FORMAT, f"{_FORMAT}:%S", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d.%m.%Y, %H:%M"]
        super().__init__(label=label, required=required, help_text=help_text, widget=widget, input_formats=self._forms)

    def prepare_value(self, value: Any) -> Any:
        return berlin_wall(value) if isinstance(value, datetime) and value.tzinfo else value

    def to_python(self, value: Any) -> datetime | None:
        """The instant; ValidationError where it is none, or its year is out of reach."""
        if value in self.empty_values:
            return None
        text = str(value).strip()
        for form in self._forms:
            try:
                wall = datetime.strptime(text, form)  # noqa: DTZ007  (the wall clock's, made an instant below)
            except ValueError:
                continue
            if not _FIRST_YEAR <= wall.year <= _LAST_YEAR:
                break
            return berlin_instant(wall)
        raise ValidationError(_("Enter date and time, as in 2026-11-21 14:05."), code="invalid")
