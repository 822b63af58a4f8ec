"""Settling many rows at once: asked once for all of them, then a result for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.badges import Tone
from core.console.previews import BulkPreview, Row
from core.errors import DomainError
from core.models import User

MOST = 500  # one page of work: each row is its own transaction

Text = str | Promise


class WhyForm(forms.Form):
    """Why something is given up."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=255,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Kept with the entry."),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to do with rows. `work` gets a row's id, who does it and why ("" without a form), and says whether the
    row was still there to be settled; `possible` tells that beforehand."""

    action: str
    title: Text
    question: Text
    done: Text
    possible: Callable[[Any], bool]
    work: Callable[[Any, User, str], bool]
    form: type[WhyForm] | None = None


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step with `rows`, which the user may see and settle. `url_of` leads to a row, `state_of` says how it is."""

    request: HttpRequest
    user: User
    step: Step
    rows: Sequence[Any]
    url_of: Callable[[Any], str]
    state_of: Callable[[Any], Text]

    def respond(self, context: dict[str, Any]) -> TemplateResponse:
        """The question; when it is confirmed, the work, with what became of each row."""
        asked = {"confirm", "preview"} & self.request.POST.keys()
        form = self.step.form(self.request.POST if asked else None) if self.step.form else None
        if "confirm" in self.request.POST and (form is None or form.is_valid()):
            return self._results(context, form.cleaned_data["why"] if form else "")
        return self._question(context, form)

    def _question(self, context: dict[str, Any], form: WhyForm | None) -> TemplateResponse:
        preview = BulkPreview(
            question=self.step.question,
            confirm=self.step.title,
            before_label=_("Now"),
            after_label=_("Afterwards"),
            rows=[self._asked(row) for row in self.rows],
        )
        chosen = [(ACTION_CHECKBOX_NAME, str(row.pk)) for row in self.rows]
        page = {
            "title": self.step.title,
            "preview": preview,
            "form": form,
            "hidden": [("action", self.step.action), *chosen],
            "cancel_url": self.request.get_full_path(),
        }
        status = 422 if form is not None and form.errors else 200
        return TemplateResponse(self.request, "admin/bulk_preview.html", {**context, **page}, status=status)

    def _asked(self, row: Any) -> Row:
        line = Row(subject=str(row), url=self.url_of(row), before=self.state_of(row), after=self.step.done)
        return line if self.step.possible(row) else replace(line, refusal=_("It is not parked."))

    def _results(self, context: dict[str, Any], why: str) -> TemplateResponse:
        lines = [self._settle(row, why) for row in self.rows]
        settled = [row for row, line in zip(self.rows, lines, strict=True) if line.tone == Tone.GOOD]
        if settled:
            LogEntry.objects.log_actions(
                user_id=self.user.pk,
                queryset=settled,
                action_flag=CHANGE,
                change_message=[{"changed": {"fields": ["state"]}}],  # shown translated
            )
        outcome = BulkPreview(question=_("Result"), confirm="", before_label="", after_label="", rows=lines)
        page = {"title": self.step.title, "result": outcome, "back_url": self.request.get_full_path()}
        return TemplateResponse(self.request, "admin/bulk_result.html", {**context, **page})

    def _settle(self, row: Any, why: str) -> Row:
        line = Row(subject=str(row), url=self.url_of(row))
        try:
            settled = self.step.work(row.pk, self.user, why)
        except DomainError as error:
            return replace(line, outcome=_("Refused"), refusal=str(error), tone=Tone.WARNING)
        if not settled:
            return replace(line, outcome=_("It is not parked."), tone=Tone.NEUTRAL)
        return replace(line, outcome=self.step.done, tone=Tone.GOOD)
