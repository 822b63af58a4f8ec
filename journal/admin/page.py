"""The page of one thing that is looked at and not edited: an event, a delivery, a replay."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from core.console.start_page import Card
from core.console.tables import Action, Table

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """Something to do with the thing: a POST to the list's action, which asks before it does anything."""

    label: Text
    url: str
    action: str
    chosen: str
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectPage:
    """What `admin/journal/page.html` shows; `payload` is JSON in lines."""

    title: str = ""  # default: the object in words
    badges: Sequence[SafeString] = ()
    subtitle: Sequence[Text] = ()
    actions: Sequence[Action] = ()
    buttons: Sequence[Button] = ()
    facts: Sequence[Card] = ()
    error: Text = ""
    notes: Sequence[Text] = ()
    payload: str = ""
    chart: SafeString = field(default_factory=SafeString)
    chart_note: str = ""
    tables: Sequence[Table] = field(default_factory=list)
