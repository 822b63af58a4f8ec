"""Collects what the apps declare in modules of their own: `<app>/navigation.py`, `start_page.py`, `notices.py`.

Once a process: every page asks, and looking for modules means looking at files.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from typing import TypeVar

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from core.console.navigation import NavigationItem
from core.console.notices import NoticeBoard
from core.console.start_page import StartPage

Declared = TypeVar("Declared")


@cache
def navigation_items() -> Sequence[NavigationItem]:
    """Return the `NAVIGATION` entries of all installed apps, in the order of INSTALLED_APPS."""
    return tuple(item for items in _values("navigation", "NAVIGATION", tuple) for item in items)


@cache
def start_pages() -> Sequence[StartPage]:
    """Return the `START_PAGE` of all installed apps that have one, sorted by their `order`."""
    return tuple(sorted(_values("start_page", "START_PAGE", StartPage), key=lambda page: page.order))


@cache
def notice_boards() -> Sequence[NoticeBoard]:
    """Return the `NOTICES` of all installed apps that have some, in the order of INSTALLED_APPS."""
    return tuple(_values("notices", "NOTICES", NoticeBoard))


def _values(module: str, name: str, kind: type[Declared]) -> Iterator[Declared]:
    for app in apps.get_app_configs():
        if app.module is None or not module_has_submodule(app.module, module):
            continue
        value = getattr(import_module(f"{app.name}.{module}"), name, None)
        if value is None:
            continue
        if not isinstance(value, kind):
            raise TypeError(f"{app.name}.{module}.{name} must be a {kind.__name__}, not {type(value).__name__}.")
        yield value
