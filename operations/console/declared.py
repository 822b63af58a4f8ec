"""Collects what the apps declare in modules of their own: `<app>/navigation.py`, `start_page.py`, `notices.py`."""

from collections.abc import Iterator
from importlib import import_module
from typing import TypeVar

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from core.console.navigation import NavigationItem
from core.console.notices import NoticeBoard
from core.console.start_page import StartPage

Declared = TypeVar("Declared")


def navigation_items() -> list[NavigationItem]:
    """Return the `NAVIGATION` entries of all installed apps, in the order of INSTALLED_APPS."""
    return [item for items in _values("navigation", "NAVIGATION", tuple) for item in items]


def start_pages() -> list[StartPage]:
    """Return the `START_PAGE` of all installed apps that have one, sorted by their `order`."""
    return sorted(_values("start_page", "START_PAGE", StartPage), key=lambda page: page.order)


def notice_boards() -> list[NoticeBoard]:
    """Return the `NOTICES` of all installed apps that have some, in the order of INSTALLED_APPS."""
    return list(_values("notices", "NOTICES", NoticeBoard))


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
