"""The form by which a person opens an incident."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.models import User
from core.territory import Territory
from operations.incidents.admin.fields import WallClockField
from operations.runbooks.models import RunbookVersion
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

MOST_LEADS = 50


class OpeningForm(forms.Form):
    """What is wrong, how bad it seems, and who is to be woken."""

    title = forms.CharField(
        label=gettext_lazy("What is wrong?"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("In a few words, as you would say it on the telephone."),
    )
    # Nothing is chosen beforehand: what is measured, and how bad it becomes, follows from it.
    subject = forms.ChoiceField(label=gettext_lazy("Subject"), choices=[("", "–"), *Subject.choices])
    territory = forms.ChoiceField(label=gettext_lazy("Territory"), required=False)
    severity = forms.ChoiceField(
        label=gettext_lazy("Severity"),
        choices=Severity.choices,
        initial=Severity.SEV3,
        help_text=gettext_lazy("At least that bad. Its impact is measured at once and may make it worse."),
    )
    text = forms.CharField(
        label=gettext_lazy("What do you know so far?"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy("It is the first line of the timeline."),
    )
    team = forms.ChoiceField(
        label=gettext_lazy("Who is notified?"),
        choices=Responsibility.choices,
        initial=Responsibility.OPERATIONS_ON_CALL,
    )
    began_at = WallClockField(label=gettext_lazy("Began"), help_text=gettext_lazy("Empty: just now."))
    runbook_slug = forms.ChoiceField(
        label=gettext_lazy("Runbook"),
        required=False,
        help_text=gettext_lazy("Its steps become the checklist, as they are now."),
    )
    leads = forms.CharField(
        label=gettext_lazy("Leads concerned"),
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Their numbers, with commas or blanks between them."),
    )
    is_drill = forms.BooleanField(
        label=gettext_lazy("This is a drill"),
        required=False,
        help_text=gettext_lazy("It runs like a real one, notifications included, and is marked as a drill everywhere."),
    )

    def __init__(self, data: Any = None, *, person: User, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        mine = [each for each in Territory.choices if person.is_superuser or each[0] in person.territories]
        self.fields["territory"].choices = [("", _("all, or not known")), *mine]  # type: ignore[attr-defined]
        titles = sorted((version.title, version.runbook.slug) for version in RunbookVersion.objects.current())
        runbooks = [(slug, title) for title, slug in titles]
        self.fields["runbook_slug"].choices = [("", _("none")), *runbooks]  # type: ignore[attr-defined]

    def clean_leads(self) -> list[int]:
        """The numbers, each once; ValidationError for what is none, and for more than anybody types."""
        words = [word for word in re.split(r"[\s,;]+", self.cleaned_data["leads"]) if word]
        wrong = [word for word in words if not (word.isascii() and word.isdigit() and len(word) < 19)]
        if wrong:
            raise ValidationError(_("“%(word)s” is no number of a lead."), params={"word": wrong[0]})
        if len(words) > MOST_LEADS:
            raise ValidationError(_("At most %(most)s leads at once."), params={"most": MOST_LEADS})
        return list(dict.fromkeys(map(int, words)))
