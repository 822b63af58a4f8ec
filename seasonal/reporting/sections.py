"""The parts of a season's report. Each app registers what it knows; seasonal's own are in own_sections.py."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from seasonal.models import Season

Text = str | Promise
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report. `gather`: its facts as JSON, of a season at an instant (aware). `write`: their Markdown, in
    the language that is active, below a heading of the second level; nothing: the section is left out."""

    code: str
    order: int
    title: Text
    gather: Callable[[Season, datetime], Facts]
    write: Callable[[Facts], Iterable[str]]


_SECTIONS: dict[str, Section] = {}


def register(section: Section) -> None:
    """Make a section known by its code. ValueError where another one has it."""
    if _SECTIONS.setdefault(section.code, section) is not section:
        raise ValueError(f"There are two sections called {section.code}.")


def sections() -> list[Section]:
    """All that there are, in their order."""
    return sorted(_SECTIONS.values(), key=lambda each: (each.order, each.code))
