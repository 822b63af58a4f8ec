"""What people fill in on the page of an incident, field by field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import User
from operations.incidents.admin.fields import WallClockField
from operations.incidents.models import Incident, RoleName
from operations.runbooks.responsibilities import Severity

_LONGEST = 10_000


def _area(rows: int, hint: Any = "") -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "placeholder": hint} if hint else {"rows": rows})


class StepForm(forms.Form):
    """A form of the page; `incident` and `person` narrow down what it offers."""

    def __init__(self, data: Any = None, *, name: str, incident: Incident, person: User) -> None:
        super().__init__(data, auto_id=f"{name}_%s", label_suffix="")
        self.incident, self.person = incident, person


class NothingForm(StepForm):
    """A button alone."""


class CommentForm(StepForm):
    text = forms.CharField(label=_("Remark"), required=False, max_length=_LONGEST, widget=_area(2))


class ResolveForm(StepForm):
    text = forms.CharField(label=_("How was it resolved?"), max_length=_LONGEST, widget=_area(3))


class ReasonForm(StepForm):
    reason = forms.CharField(label=_("Why?"), max_length=500, widget=_area(2))


class NoteForm(StepForm):
    text = forms.CharField(label=_("Note"), max_length=_LONGEST, widget=_area(3, _("What did you see, do or decide?")))
    at = WallClockField(label=_("When, if not just now"))


class UpdateForm(StepForm):
    text = forms.CharField(
        label=_("Status update"),
        max_length=_LONGEST,
        widget=_area(3, _("How does it stand, what comes next, who is concerned?")),
    )


class ItemForm(StepForm):
    """One step of the checklist."""

    item = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    note = forms.CharField(required=False, max_length=1000)


class SkipForm(ItemForm):
    note = forms.CharField(label=_("Why is it left out?"), max_length=1000, widget=_area(2))


class RoleForm(StepForm):
    role = forms.ChoiceField(choices=RoleName.choices, widget=forms.HiddenInput)


class AssignForm(RoleForm):
    user = forms.ModelChoiceField(User.objects.none(), label=_("Person"), empty_label=_("Choose somebody"))

    def __init__(self, data: Any = None, **about: Any) -> None:
        super().__init__(data, **about)
        self.fields["user"].queryset = helpers_for(self.incident)  # type: ignore[attr-defined]


class LeadForm(StepForm):
    lead_id = forms.IntegerField(
        label=_("Number of the lead"),
        min_value=1,
        max_value=2**63 - 1,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class EventForm(StepForm):
    event_id = forms.UUIDField(label=_("Id of the event"), error_messages={"invalid": _("This is no id of an event.")})


class SeverityForm(StepForm):
    severity = forms.ChoiceField(label=_("Severity"), choices=Severity.choices)
    reason = forms.CharField(label=_("Why?"), max_length=500, widget=_area(2))


def helpers_for(incident: Incident) -> Any:
    """Who may work on incidents, and on this one by its territory."""
    people = User.objects.with_perm(
        "incidents.work_incident", backend="django.contrib.auth.backends.ModelBackend"
    ).filter(is_service=False)
    if incident.territory:
        people = people.filter(territories__contains=[incident.territory]) | people.filter(is_superuser=True)
    return people.order_by("last_name", "first_name", "username")
