"""Form fields of the lead admin: owners, lines of text."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.models import User


class OwnerField(forms.ModelChoiceField[User]):
    """Somebody to protect a lead for, with the territories that tell two people of one name apart."""

    def __init__(self, *, label: Any, required: bool = True) -> None:
        super().__init__(User.objects.none(), label=label, required=required, empty_label=_("Choose an owner"))

    def offer_to(self, person: User) -> None:
        """Offer whom `person` works with."""
        self.queryset = owners_for(person)

    def label_from_instance(self, obj: User) -> str:
        """Name and territories."""
        return f"{obj} ({', '.join(obj.territories)})" if obj.territories else str(obj)


def owners_for(person: User) -> QuerySet[User]:
    """Who may own leads that `person` sees: active people of their territories; for a superuser, of all."""
    owners = User.objects.filter(is_active=True, is_service=False).order_by("last_name", "first_name", "username")
    return owners if person.is_superuser else owners.filter(territories__overlap=person.territories)


def text_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    """A line of text."""
    widget = forms.TextInput(attrs={"class": "vTextField"})
    return forms.CharField(label=label, required=required, max_length=255, widget=widget, help_text=help_text)
