"""Coloured texts: a badge always says in words what its colour means."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Tone(StrEnum):
    """How something stands. Each is a class of the stylesheet, with a colour that reads on light and dark."""

    NEUTRAL = "neutral"
    GOOD = "good"
    WARNING = "warning"
    DANGER = "danger"
    HELD = "held"


def badge(text: str | Promise, tone: Tone, *, icon: str = "dot") -> SafeString:
    """Return a badge. `icon` is a name of console/icons.css; "" leaves it out."""
    sign = format_html('<span class="icon icon-{}" aria-hidden="true"></span>', icon) if icon else ""
    return format_html('<span class="badge badge-{}">{}{}</span>', tone.value, sign, text)


def with_note(text: str | Promise, note: str | Promise, *, urgent: bool = False) -> SafeString:
    """Return a value with a quiet second line under it, e.g. a date and "in 9 days"; `urgent` makes the note red."""
    name = "note urgent" if urgent else "note"
    return format_html('<span class="value">{}</span> <span class="{}">{}</span>', text, name, note)
