"""The form field for types of events: one a line, with what there is to choose."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.admin.known_types import known_types

# What integration.is_wanted understands: a type, or one or two words and an asterisk.
_FORM = re.compile(r"\*|[a-z]+(\.[a-z_]+)?\.\*|[a-z]+(\.[a-z_]+)+")
MOST = 50


class EventTypesField(forms.CharField):
    """Gives a list of types and patterns, each once, in the order in which they were typed; empty: all."""

    def __init__(self) -> None:
        widget = forms.Textarea(attrs={"class": "vLargeTextField", "rows": 4, "spellcheck": "false"})
        super().__init__(label=gettext_lazy("Event types"), required=False, widget=widget, max_length=5000)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> list[str]:
        typed = list(dict.fromkeys(re.split(r"[\s,]+", super().clean(value).strip()))) if value else []
        found = [each for each in typed if each]
        for each in found:
            if not _FORM.fullmatch(each):
                raise ValidationError(
                    _("“%(type)s” is no type of events. Write lead.hold.created, or lead.* for all that begin so."),
                    code="event_type",
                    params={"type": each},
                )
        if len(found) > MOST:
            raise ValidationError(_("At most %(most)s types; lead.* takes all of a kind."), params={"most": MOST})
        return found


def known_types_help() -> SafeString:
    """What to write, and which types there are."""
    return format_html(
        '{} <details class="disclosure"><summary>{}</summary><p class="known-types">{}</p></details>',
        _("One a line; lead.* takes all that begin so. Empty: all."),
        _("Known types"),
        format_html_join(" ", "<code>{}</code>", ((each,) for each in known_types())),
    )


def unknown_types(types: list[str]) -> list[str]:
    """Those of `types` that fit no known type: later ones perhaps, or misspelt."""
    known = known_types()
    return [each for each in types if not any(_fits(each, name) for name in known)]


def _fits(pattern: str, name: str) -> bool:
    return name.startswith(pattern[:-1]) if pattern.endswith("*") else name == pattern
