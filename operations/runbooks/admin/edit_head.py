"""What a runbook says as a whole: the part of its form above the lists."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.territory import Territory
from operations.runbooks.admin.edit_fields import (
    ANCHOR,
    SUMMARY,
    boxes,
    choice,
    gathered,
    in_both,
    line,
    long,
    spread,
)
from operations.runbooks.admin.labels import FIELDS
from operations.runbooks.admin.shape import TEXTS
from operations.runbooks.alerts import ALERTS
from operations.runbooks.content.document import LANGUAGES, Content
from operations.runbooks.models import Runbook
from operations.runbooks.responsibilities import Responsibility

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_WORDS = 5000


class HeadForm(forms.Form):
    """Name, texts, who keeps it, what it answers. `present`: the document that is edited, in its full shape."""

    def __init__(self, present: Content, *, is_new: bool, data: Mapping[str, Any] | None = None) -> None:
        initial = {
            **spread(present, TEXTS),
            **{name: present[name] for name in ("slug", "owner", "review_due", "territories", "alerts")},
            **{f"keywords_{language}": "\n".join(present["keywords"][language]) for language in LANGUAGES},
        }
        super().__init__(data, initial=initial)
        self.present = present
        if is_new:
            text = gettext_lazy("Small letters, digits and hyphens; it is in every link, and stays as it is.")
            self.fields["slug"] = line(FIELDS["slug"], most=ANCHOR, help_text=text)
        self.fields |= in_both("title", line(FIELDS["title"]))
        self.fields |= in_both("summary", long(FIELDS["summary"], rows=5, markdown=False, most=SUMMARY))
        self.fields |= in_both("context", long(FIELDS["context"], rows=8))
        self.fields |= in_both("routine", long(FIELDS["routine"], rows=8))
        self.fields |= in_both("keywords", long(FIELDS["keywords"], rows=3, markdown=False, most=_MOST_WORDS))
        self.fields["owner"] = choice(FIELDS["owner"], list(Responsibility.choices), [present["owner"]])
        self.fields["review_due"] = forms.DateField(
            label=str(FIELDS["review_due"]),
            required=False,
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        )
        self.fields["territories"] = boxes(
            FIELDS["territories"],
            list(Territory.choices),
            present["territories"],
            help_text=gettext_lazy("None: it holds in all."),
        )
        self.fields["alerts"] = boxes(FIELDS["alerts"], [(name, name) for name in ALERTS], present["alerts"])

    def clean_slug(self) -> str:
        """A name that fits into an address and that no other runbook has."""
        slug = str(self.cleaned_data["slug"])
        if not _SLUG.fullmatch(slug):
            raise ValidationError(_("Write small letters and digits, with single hyphens between them."))
        if Runbook.objects.filter(slug=slug).exists():
            raise ValidationError(_("There is a runbook of this name. Choose another, or edit that one."))
        return slug

    def clean_summary_de(self) -> str:
        return " ".join(self.cleaned_data["summary_de"].split())

    def clean_summary_en(self) -> str:
        return " ".join(self.cleaned_data["summary_en"].split())

    def content(self) -> Content:
        """The fields of the document, once the form is valid."""
        data = self.cleaned_data
        due = data.get("review_due")
        return {
            "schema_version": 1,
            "slug": data.get("slug") or self.present["slug"],
            "owner": data["owner"],
            "review_due": due.isoformat() if due else "",
            "territories": data["territories"],
            "alerts": data["alerts"],
            **{name: gathered(data, name) for name in TEXTS},
            "keywords": {language: _words(data[f"keywords_{language}"]) for language in LANGUAGES},
        }


def _words(text: str) -> list[str]:
    """One a line, or with commas between them; each once."""
    typed = (" ".join(each.split()) for each in re.split(r"[\n,;]", text))
    return list(dict.fromkeys(each for each in typed if each))
