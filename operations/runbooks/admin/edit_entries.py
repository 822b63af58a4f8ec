"""One entry of each list in a runbook, as a form: a step, a trouble, a scenario, a rung, a figure."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from operations.runbooks.admin.check_form import field_for
from operations.runbooks.admin.edit_fields import (
    ANCHOR,
    COMMAND,
    LINK,
    Choices,
    choice,
    gathered,
    in_both,
    line,
    long,
    spread,
)
from operations.runbooks.admin.labels import PARTS
from operations.runbooks.admin.shape import LISTS
from operations.runbooks.admin.texts import KINDS
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.content.document import Content
from operations.runbooks.responsibilities import Responsibility, Severity

_LINES = {"title", "symptom", "name", "target"}  # of one line each
PARAMETER = "parameter-"
_ANCHOR_HELP = _("Links and alerts land on it. Empty: made from the English title.")


class EntryForm(forms.Form):
    """An entry of the list `name`; the texts of the list are fields in both languages. `title_from`: what names it.

    `present`: the stored entry at its place; `stored`: all of the list, of which it may have been another before it was
    moved.
    """

    name: ClassVar[str]
    title_from: ClassVar[str] = "title"

    def __init__(
        self, present: Content, *, prefix: str, stored: Sequence[Content], data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, prefix=prefix, initial={**present, **spread(present, LISTS[self.name])})
        self.present, self.stored = present, stored
        self.add_fields()

    def add_fields(self) -> None:
        """Add what stands before the texts, the texts, and what follows them; here the texts alone."""
        self.add_texts()

    def add_texts(self, *names: str) -> None:
        """Add the texts in both languages."""
        for name in names or LISTS[self.name]:
            self.fields |= in_both(name, line(PARTS[name]) if name in _LINES else long(PARTS[name]))

    def add_anchor(self) -> None:
        """Add the id, which other places link to."""
        self.fields["id"] = line(PARTS["id"], most=ANCHOR, help_text=_ANCHOR_HELP)

    def said(self, field: str) -> str:
        """What a choice is now: what was sent, or what the document has."""
        found = self.data.get(self.add_prefix(field)) if self.is_bound else self.present.get(field)
        return str(found or "")

    def kept(self, field: str) -> list[str]:
        """What the stored entries have chosen, which may be what nobody is offered any more."""
        return [str(entry.get(field) or "") for entry in self.stored]

    def content(self) -> Content:
        """The entry of the document, once the form is valid."""
        return {name: gathered(self.cleaned_data, name) for name in LISTS[self.name]}

    def anchor(self) -> str:
        """The id that was typed, or one made of the title."""
        return str(self.cleaned_data["id"] or slugify(self.cleaned_data[f"{self.title_from}_en"])[:ANCHOR].strip("-"))


class StepForm(EntryForm):
    """A step. The fields of its check's parameters follow the check that is chosen."""

    name = "steps"

    def add_fields(self) -> None:
        self.add_texts("title")
        self.fields["kind"] = choice(PARTS["kind"], list(KINDS.items()), self.kept("kind"))
        self.fields["destructive"] = forms.BooleanField(
            label=str(PARTS["destructive"]),
            required=False,
            help_text=_("It changes or loses what cannot simply be undone."),
        )
        self.fields["check"] = choice(PARTS["check"], check_choices(), self.kept("check"))
        self._add_parameters()
        self.fields["command"] = line(PARTS["command"], most=COMMAND, help_text=_("Exactly one line."))
        self.add_texts("text", "expected")
        self.add_anchor()

    def _add_parameters(self) -> None:
        """A field for each value that the check takes, and for each that the document fixes all the same."""
        fixed = self.present.get("parameters", {})
        check = CHECKS.get(self.said("check"))
        for parameter in check.parameters if check else ():
            field = field_for(parameter, required=False)
            field.help_text = _("Empty: asked for when it is run.")
            self.fields[PARAMETER + parameter.name] = field
            self.initial[PARAMETER + parameter.name] = fixed.get(parameter.name)
        if self.said("check") == self.present.get("check"):
            for name, value in fixed.items():
                if PARAMETER + name not in self.fields:
                    self.fields[PARAMETER + name] = line(name)
                    self.initial[PARAMETER + name] = value

    def content(self) -> Content:
        data, found = self.cleaned_data, super().content()
        step = {"id": self.anchor(), "kind": data["kind"], "destructive": data["destructive"], **found}
        if data["kind"] == "check":
            step["check"] = data["check"]
            if parameters := self._parameters():
                step["parameters"] = parameters
        if data["kind"] == "command":
            step["command"] = data["command"]
        return step

    def _parameters(self) -> dict[str, Any]:
        values = {
            name.removeprefix(PARAMETER): self.cleaned_data[name] for name in self.fields if name.startswith(PARAMETER)
        }
        given = {name: value for name, value in values.items() if value not in (None, "")}
        return {name: value if isinstance(value, int) else str(value) for name, value in given.items()}


class TroubleForm(EntryForm):
    """What may be wrong."""

    name, title_from = "troubleshooting", "symptom"

    def add_fields(self) -> None:
        self.add_texts()
        self.fields["link"] = line(
            PARTS["link"], most=LINK, help_text=_("#step, other-runbook#step, admin:leads_lead_changelist or https://…")
        )
        self.add_anchor()

    def content(self) -> Content:
        link = self.cleaned_data["link"]
        return {"id": self.anchor(), **super().content(), **({"link": link} if link else {})}


class ScenarioForm(EntryForm):
    """What may fail altogether."""

    name = "failure_scenarios"

    def add_fields(self) -> None:
        self.add_texts()
        self.add_anchor()

    def content(self) -> Content:
        return {"id": self.anchor(), **super().content()}


class RungForm(EntryForm):
    """Whom to call after how long."""

    name, title_from = "escalation", "role"

    def add_fields(self) -> None:
        self.fields["after_minutes"] = forms.IntegerField(
            label=str(PARTS["after_minutes"]), required=False, min_value=0, max_value=20160
        )
        self.fields["role"] = choice(PARTS["role"], list(Responsibility.choices), self.kept("role"))
        self.fields["severity"] = choice(PARTS["severity"], list(Severity.choices), self.kept("severity"))
        self.add_texts()

    def content(self) -> Content:
        data = self.cleaned_data
        after = {} if data["after_minutes"] is None else {"after_minutes": data["after_minutes"]}
        return {**after, "role": data["role"], "severity": data["severity"], **super().content()}


class KpiForm(EntryForm):
    """A figure, its target, and the check that shows it."""

    name, title_from = "kpis", "name"

    def add_fields(self) -> None:
        self.add_texts()
        self.fields["check"] = choice(PARTS["check"], check_choices(), self.kept("check"))

    def content(self) -> Content:
        check = self.cleaned_data["check"]
        return {**super().content(), **({"check": check} if check else {})}


def check_choices() -> Choices:
    """All checks, by their titles."""
    return sorted(((check.name, check.title) for check in CHECKS.values()), key=lambda each: str(each[1]).casefold())


# In the order of the page; how many the schema takes.
ENTRY_FORMS: tuple[type[EntryForm], ...] = (StepForm, TroubleForm, ScenarioForm, RungForm, KpiForm)
MOST = {"steps": 40, "troubleshooting": 40, "failure_scenarios": 20, "escalation": 12, "kpis": 20}
