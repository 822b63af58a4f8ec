"""The fields of the form in which a runbook is written. None is required: a draft may be unfinished."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise

from operations.runbooks.content.document import LANGUAGES

Text = str | Promise
Choices = list[tuple[str, Text]]
# What the schema takes at most; checked here too, so that nobody writes for nothing.
LINE, SUMMARY, LONG, COMMAND, LINK, ANCHOR = 300, 700, 20_000, 500, 300, 80


def line(label: Text, *, most: int = LINE, help_text: Text = "") -> forms.CharField:
    """A short text."""
    widget = forms.TextInput(attrs={"class": "vTextField"})
    return forms.CharField(label=str(label), max_length=most, required=False, widget=widget, help_text=str(help_text))


def long(label: Text, *, rows: int = 4, markdown: bool = True, most: int = LONG) -> forms.CharField:
    """A text of several lines; `markdown`: one that is shown as it will look."""
    attrs: dict[str, Any] = {"class": "vLargeTextField", "rows": rows}
    if markdown:
        attrs["data-markdown"] = ""
    return forms.CharField(label=str(label), max_length=most, required=False, widget=forms.Textarea(attrs=attrs))


def choice(label: Text, choices: Choices, values: Iterable[str], *, help_text: Text = "") -> forms.ChoiceField:
    """One of several; stored `values` that are none of them may stay, to be named as a problem and not lost."""
    known = {code for code, _name in choices}
    extra: Choices = [(value, value) for value in dict.fromkeys(values) if value and value not in known]
    return forms.ChoiceField(
        label=str(label), choices=[("", "–"), *choices, *extra], required=False, help_text=str(help_text)
    )


def boxes(label: Text, choices: Choices, values: Iterable[str], *, help_text: Text = "") -> forms.MultipleChoiceField:
    """Any of several, each with a box to tick; present `values` that are none of them stay."""
    known = {code for code, _name in choices}
    extra: Choices = [(value, value) for value in values if value not in known]
    widget = forms.CheckboxSelectMultiple(attrs={"class": "boxes"})
    return forms.MultipleChoiceField(
        label=str(label), choices=[*choices, *extra], required=False, widget=widget, help_text=str(help_text)
    )


def in_both(name: str, field: forms.Field) -> dict[str, forms.Field]:
    """A field for each language, `<name>_de` and `<name>_en`."""
    return {f"{name}_{language}": copy.deepcopy(field) for language in LANGUAGES}


def spread(value: Mapping[str, Any], names: Iterable[str]) -> dict[str, str]:
    """Initial values of such fields from a part of a document."""
    return {f"{name}_{language}": value[name][language] for name in names for language in LANGUAGES}


def gathered(data: Mapping[str, Any], name: str) -> dict[str, str]:
    """A text of the document from what was typed into such fields."""
    return {language: data.get(f"{name}_{language}", "") for language in LANGUAGES}
