"""What changed from one document to another, word by word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from operations.runbooks.admin.labels import ENTRIES, FIELDS, in_words
from operations.runbooks.admin.marking import Effort, compared
from operations.runbooks.admin.shape import shaped
from operations.runbooks.content.document import Content

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
    effort = Effort()
    places = [*after, *(place for place in before if place not in after)]
    return [
        Difference(in_words(list(place)), compared(before.get(place, ""), after.get(place, ""), effort))
        for place in places
        if before.get(place, "") != after.get(place, "")
    ]


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
