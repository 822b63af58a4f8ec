"""Where the things are that events are about. An app says it in its `territories.py`: `TERRITORIES = {"lead": …}`."""

from collections.abc import Callable, Collection
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

Lookup = Callable[[Collection[int]], dict[int, str]]


def territories_of(aggregate_type: str, ids: Collection[int]) -> dict[int, str]:
    """The territory of each; what does not exist (yet), or what no app knows, is left out."""
    lookup = _lookups().get(aggregate_type)
    return lookup(ids) if lookup and ids else {}


@cache
def _lookups() -> dict[str, Lookup]:
    found: dict[str, Lookup] = {}
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "territories") and app.name != "journal":
            found |= getattr(import_module(f"{app.name}.territories"), "TERRITORIES", {})
    return found
