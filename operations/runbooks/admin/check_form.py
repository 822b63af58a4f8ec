"""What a check asks for before it runs."""

from collections.abc import Mapping
from typing import Any

from django import forms

from operations.runbooks.checks.parameters import LONGEST_TEXT, MOST_ID
from operations.runbooks.checks.registry import Check, Parameter, ParameterType


class CheckForm(forms.Form):
    """A field for each parameter that the step does not fix. `given` prefills them, as from a page's address."""

    def __init__(
        self,
        check: Check,
        *,
        ident: str,
        fixed: Mapping[str, Any],
        data: Mapping[str, Any] | None = None,
        given: Mapping[str, Any] | None = None,
    ) -> None:
        asked = [parameter for parameter in check.parameters if parameter.name not in fixed]
        known = given or {}
        initial = {each.name: known.get(each.name, each.default) for each in asked}
        super().__init__(data, initial=initial, auto_id=f"{ident}-%s")
        self.fixed = dict(fixed)
        labels = {parameter.name: parameter.label for parameter in check.parameters}
        # Each fixed value with what people call it.
        self.fixed_shown = [(labels.get(name, name), value) for name, value in fixed.items()]
        for parameter in asked:
            self.fields[parameter.name] = field_for(parameter, required=parameter.default is None)

    def values(self) -> dict[str, Any]:
        """What to run the check with, once the form is valid; what was left empty takes its default."""
        return self.fixed | {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def field_for(parameter: Parameter, *, required: bool) -> forms.Field:
    """The form field of a parameter."""
    match parameter.type:
        case ParameterType.INTEGER:
            return forms.IntegerField(
                label=str(parameter.label), required=required, min_value=parameter.least, max_value=parameter.most
            )
        case ParameterType.LEAD_ID:
            return forms.IntegerField(label=str(parameter.label), required=required, min_value=1, max_value=MOST_ID)
        case ParameterType.UUID:
            return forms.UUIDField(label=str(parameter.label), required=required)
        case _:
            return forms.CharField(label=str(parameter.label), required=required, max_length=LONGEST_TEXT)
