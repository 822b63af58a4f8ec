"""The forms of the rota."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import User
from operations.incidents.admin.fields import WallClockField
from operations.runbooks.responsibilities import Responsibility


def _people() -> Any:
    return (
        User.objects.with_perm("incidents.work_incident", backend="django.contrib.auth.backends.ModelBackend")
        .filter(is_service=False)
        .order_by("last_name", "first_name", "username")
    )


class _PersonForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose somebody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = _people()  # type: ignore[attr-defined]


class ShiftForm(_PersonForm):
    """A shift. Which is free is said by the database."""

    responsibility = forms.ChoiceField(label=_("Responsibility"), choices=Responsibility.choices)
    starts_at = WallClockField(label=_("From"), required=True)
    ends_at = WallClockField(label=_("Until"), required=True)
    field_order = ("responsibility", "user", "starts_at", "ends_at")


class HandOverForm(_PersonForm):
    """To whom, and what they have to know."""

    note = forms.CharField(
        label=_("What is going on?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"}),
        help_text=_("Whoever takes over reads this, and says so."),
    )


def asked(query: dict[str, str]) -> dict[str, Any]:
    """What the address of a new shift fills in: the gap that is to be filled."""
    found: dict[str, Any] = {"responsibility": query.get("responsibility", "")}
    for name in ("starts_at", "ends_at"):
        try:
            found[name] = datetime.fromisoformat(query.get(name, "")).replace(tzinfo=None, second=0)
        except ValueError:
            continue
    return found
