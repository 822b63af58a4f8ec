"""The form of a correction: a fact's own fields, each of its type, and why."""

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.admin.instants import InstantField
from core.models import User
from core.territory import Territory
from journal.querysets.scope import sees_everything
from operations.facts.admin.values import short
from operations.facts.models import BusinessFact


class CorrectionForm(forms.Form):
    """What a fact says, to be changed. `seen` is what it said when the form was made: nobody corrects unseen values."""

    why = forms.CharField(
        label=_("Why"),
        max_length=255,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("Kept in the history."),
    )

    def __init__(self, data: Any, fact: BusinessFact, names: Sequence[str], person: User) -> None:
        initial = {name: _initial(getattr(fact, name)) for name in names}
        super().__init__(data, initial=initial)
        for name in names:
            self.fields[name] = _field(fact, name, person)
        self.order_fields([*names, "why"])

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that were changed, with their new values; call after validation."""
        return {name: self._cleaned(name) for name in self.changed_data if name != "why"}

    def _cleaned(self, name: str) -> Any:
        value = self.cleaned_data[name]
        return value if value is not None or not isinstance(self.fields[name], forms.CharField) else ""


def digest(fact: BusinessFact, names: Sequence[str]) -> str:
    """What a fact says, in short: it tells whether anything has changed since a page was shown."""
    return hashlib.sha256(repr([getattr(fact, name) for name in names]).encode()).hexdigest()


def territories_for(person: User) -> list[tuple[str, Any]]:
    """The territories in which somebody may put a fact; none of them for those who have them all."""
    everywhere = sees_everything(person)
    mine = [choice for choice in Territory.choices if everywhere or choice[0] in person.territories]
    return [("", _("all, or not known")), *mine] if everywhere else mine


def _initial(value: Any) -> Any:
    return short(value) if isinstance(value, Decimal) else value


def _to_the_second(field: InstantField) -> InstantField:
    """Without its seconds an instant would count as changed; and some key figures are counted in them."""
    widget: Any = field.widget
    widget.widgets[1].format = "%H:%M:%S"
    return field


def _field(fact: BusinessFact, name: str, person: User) -> forms.Field:
    column: Any = fact._meta.get_field(name)
    required = not (column.null or column.blank)
    if isinstance(column, models.DateTimeField):
        return _to_the_second(InstantField(label=capfirst(column.verbose_name), required=required))
    if name == "territory":
        choices = territories_for(person)
        return forms.ChoiceField(
            label=capfirst(column.verbose_name), choices=choices, required=not any(value == "" for value, _ in choices)
        )
    options = {"localize": True} if isinstance(column, models.DecimalField) else {}
    field: forms.Field = column.formfield(**options)
    field.required = required and not isinstance(column, models.BooleanField)
    if isinstance(field.widget, forms.TextInput):
        field.widget.attrs.setdefault("class", "vTextField")
    return field
