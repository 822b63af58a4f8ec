"""Form fields of users: roles and territories as boxes to tick."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from core.console.badges import with_note
from core.roles import duties_of, role_name
from core.territory import Territory


class Boxes(forms.CheckboxSelectMultiple):
    """Choices below each other, each with a box to tick."""

    def __init__(self) -> None:
        super().__init__(attrs={"class": "boxes"})


class RolesField(forms.ModelMultipleChoiceField[Group]):
    """Groups by their names for people, each with what it may do."""

    def __init__(self) -> None:
        text = _("Each role may also do what the ones above it may. Without one, a user sees nothing.")
        super().__init__(Group.objects.order_by("pk"), label=_("Roles"), required=False, widget=Boxes(), help_text=text)

    def label_from_instance(self, obj: Group) -> SafeString:
        return with_note(role_name(obj.name), capfirst("; ".join(duties_of(obj.name))))


class TerritoriesField(forms.MultipleChoiceField):
    """Codes of territories, in the order in which they are declared."""

    def __init__(self) -> None:
        text = _("Rows of other territories stay invisible. Empty: none. A superuser sees all.")
        super().__init__(
            label=_("Territories"), choices=Territory.choices, required=False, widget=Boxes(), help_text=text
        )

    def clean(self, value: Any) -> list[str]:
        chosen = super().clean(value)
        return [code for code in Territory.values if code in chosen]
