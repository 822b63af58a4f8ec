"""What changed from one document to another, word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from operations.runbooks.admin.labels import ENTRIES, FIELDS, in_words
from operations.runbooks.admin.shape import shaped
from operations.runbooks.content.document import Content

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
AROUND = 12  # words of what stayed that are shown on each side of a change

# A place in a document: entries with an id by it, so that moving one is not a change of everything after it.
Place = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One text that is not the same: what it is called, and the words that came (<ins>) and went (<del>)."""

    label: str
    shown: SafeString


def differences(old: Content | None, new: Content) -> list[Difference]:
    """What changed, in the order of the new document; everything, where there is no old one."""
    before = dict(_leaves(shaped(old))) if old is not None else {}
    after = dict(_leaves(shaped(new)))
    places = [*after, *(place for place in before if place not in after)]
    return [
        Difference(in_words(list(place)), compared(before.get(place, ""), after.get(place, "")))
        for place in places
        if before.get(place, "") != after.get(place, "")
    ]


def compared(old: str, new: str) -> SafeString:
    """The new text with what changed marked; what stayed is cut short far from any change."""
    runs = _runs(_WORD.findall(old), _WORD.findall(new))
    parts: list[str] = []
    for position, (stayed, went, came) in enumerate(runs):
        if stayed:
            parts.append(_stayed(stayed, first=position == 0, last=position == len(runs) - 1))
        if went:
            parts.append(format_html("<del>{}</del>", "".join(went)))
        if came:
            parts.append(format_html("<ins>{}</ins>", "".join(came)))
    return mark_safe("".join(parts))  # noqa: S308  (each part is escaped)


def _runs(old: list[str], new: list[str]) -> list[tuple[list[str], list[str], list[str]]]:
    """Runs of words that stayed, or that went and came. Changes with nothing but a blank between them are one."""
    runs: list[tuple[list[str], list[str], list[str]]] = []
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append((new[start:end], [], []))
            continue
        went, came = old[low:high], new[start:end]
        if len(runs) > 1 and runs[-1][0] and not "".join(runs[-1][0]).strip():
            blank = runs.pop()[0]
            _none, before_went, before_came = runs.pop()
            went, came = [*before_went, *blank, *went], [*before_came, *blank, *came]
        runs.append(([], went, came))
    return runs


def _stayed(words: list[str], *, first: bool, last: bool) -> str:
    head = [] if first else words[: 2 * AROUND]
    tail = [] if last else words[-2 * AROUND :]
    if len(head) + len(tail) >= len(words):
        return escape("".join(words))
    return escape("".join(head) + " … " + "".join(tail))


def _leaves(content: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Each text of a document by its place."""
    for name in FIELDS:
        value = content.get(name)
        if name in ENTRIES:
            yield from _entries(name, value if isinstance(value, list) else [])
        else:
            yield from _texts((name,), value)


def _entries(name: str, entries: list[Any]) -> Iterator[tuple[Place, str]]:
    keys = [_key(entry, number) for number, entry in enumerate(entries)]
    if any(not key.isdecimal() for key in keys):
        yield (name,), " · ".join(keys)
    for key, entry in zip(keys, entries, strict=True):
        for field, value in entry.items():
            yield from _texts((name, key, field), value)


def _key(entry: Any, number: int) -> str:
    return f"“{entry['id']}”" if entry.get("id") else str(number)


def _texts(place: Place, value: Any) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _texts((*place, str(name)), each)
    elif isinstance(value, list):
        yield place, ", ".join(map(str, value))
    elif isinstance(value, bool):
        yield place, _("yes") if value else _("no")
    else:
        yield place, "" if value is None else str(value)
