"""The form of a new data-protection request."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.instants import InstantField
from core.admin.texts import moment
from core.console.start_page import Card
from core.models import User
from journal.admin.confirming import Question, render
from operations.facts.admin.correction_form import territories_for
from operations.facts.models import PrivacyRight
from operations.facts.services import privacy_due_at


class PrivacyRequestForm(forms.Form):
    """What came in, and when. The person is named by the key of their contact alone."""

    previewed = True  # it is asked for a preview before it is confirmed

    right = forms.ChoiceField(label=gettext_lazy("Right"), choices=PrivacyRight.choices)
    received_at = InstantField(label=gettext_lazy("Received"), required=True)
    territory = forms.ChoiceField(label=gettext_lazy("Territory"))
    extended = forms.BooleanField(
        label=gettext_lazy("Extended by two months"),
        required=False,
        help_text=gettext_lazy("Only where the person was told why within the first month."),
    )
    subject_key = forms.UUIDField(
        label=gettext_lazy("Person's key"),
        required=False,
        help_text=gettext_lazy("The key of the contact at the lead; no name belongs here."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    lead_id = forms.IntegerField(label=gettext_lazy("Lead"), required=False, min_value=1, max_value=2**63 - 1)

    def __init__(self, data: Any, person: User) -> None:
        super().__init__(data, initial={"received_at": timezone.now()})
        choices = territories_for(person)
        self.fields["territory"] = forms.ChoiceField(
            label=self.fields["territory"].label, choices=choices, required=not any(value == "" for value, _ in choices)
        )


def ask(request: HttpRequest, context: dict[str, Any], form: PrivacyRequestForm) -> TemplateResponse:
    """The page: the form, and, once it is filled in, until when the request has to be answered."""
    question = None
    if form.is_bound and form.is_valid():
        due_at = privacy_due_at(form.cleaned_data["received_at"], extended=form.cleaned_data["extended"])
        question = Question(
            title=_("Record this request?"),
            confirm=_("Record"),
            facts=[Card(label=_("To be answered by"), value=moment(due_at), note=_("counted in calendar months"))],
        )
    back = reverse("admin:facts_dataprotectionrequest_changelist")
    title = {"title": _("New data-protection request")}
    return render(request, {**context, **title}, question=question, form=form, cancel_url=back)
