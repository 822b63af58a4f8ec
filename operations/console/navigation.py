"""The navigation as one user sees it: groups with entries, counts, and where the user is."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.console.navigation import MANY, Group, NavigationItem

NAVIGATION = (NavigationItem(group=Group.TODAY, label=_("Overview"), url_name="admin:index", permission=""),)


@dataclass(slots=True)
class Entry:
    label: str | Promise
    url: str
    count: int = 0
    urgent: bool = False
    current: bool = False

    @property
    def shown_count(self) -> str:
        """The count as shown; empty where nothing waits."""
        return f"{MANY - 1}+" if self.count >= MANY else str(self.count) if self.count else ""


@dataclass(frozen=True, slots=True)
class Section:
    """A group. `more` are entries that nobody declared, folded away until they are needed."""

    label: str | Promise
    entries: Sequence[Entry]
    more: Sequence[Entry] = ()

    @property
    def more_is_current(self) -> bool:
        return any(entry.current for entry in self.more)


@dataclass(frozen=True, slots=True)
class Search:
    label: str | Promise
    url: str


def sections(
    request: HttpRequest, items: Sequence[NavigationItem], others: Callable[[set[str]], Iterable[tuple[str, str]]]
) -> list[Section]:
    """Return what the user may go to, of the `items` declared.

    `others`, given the addresses that entries lead to, are names and addresses folded away under Administration.
    """
    found: dict[Group, list[Entry]] = {group: [] for group in Group}
    for item in _visible(request, items):
        found[item.group].append(_entry(item, request))
    known = {entry.url.partition("?")[0] for entries in found.values() for entry in entries}
    more = {Group.ADMINISTRATION: [Entry(name, url) for name, url in others(known)]}
    _mark_current(request, [entry for entries in (*found.values(), *more.values()) for entry in entries])
    return [
        Section(group.label, entries, more.get(group, ()))
        for group, entries in found.items()
        if entries or more.get(group)
    ]


def search_target(request: HttpRequest, items: Sequence[NavigationItem]) -> Search | None:
    """Return where the header's search field leads, for a user who may see it."""
    item = next((item for item in _visible(request, items) if item.search), None)
    return Search(item.group.label, address(item.url_name)) if item else None


@cache
def address(url_name: str) -> str:
    """The path of a page. Every page asks for all of them; they do not change while the process runs."""
    return reverse(url_name)


def _visible(request: HttpRequest, items: Sequence[NavigationItem]) -> list[NavigationItem]:
    return [item for item in items if not item.permission or request.user.has_perm(item.permission)]


def _entry(item: NavigationItem, request: HttpRequest) -> Entry:
    url = address(item.url_name) + (f"?{item.query}" if item.query else "")
    count = item.count(request.user) if item.count else 0  # type: ignore[arg-type]  # only signed-in users get here
    return Entry(item.label, url, count, urgent=item.urgent and count > 0)


def _mark_current(request: HttpRequest, entries: Sequence[Entry]) -> None:
    """Mark the entry that fits best: the longest address above the current one, then the most of its query."""
    best = max(entries, key=lambda entry: _fit(request, entry), default=None)
    if best and _fit(request, best) > (0, 0):
        best.current = True


def _fit(request: HttpRequest, entry: Entry) -> tuple[int, int]:
    path, _mark, query = entry.url.partition("?")
    above = request.path == path or (request.path.startswith(path) and path != address("admin:index"))
    wanted, given = parse_qsl(query), QueryDict(request.META.get("QUERY_STRING", ""))
    if not above or any(given.get(name) != value for name, value in wanted):
        return (0, 0)
    return (len(path), len(wanted))
