"""Consumers: code that acts on events, in the same transaction in which the event is settled, so exactly once.

An app declares `CONSUMERS = (Consumer(...), ...)` in its `consumers.py`. What must go up from one app to another goes
as an event with a consumer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from journal.messages import EventMessage


class NotYet(Exception):
    """Something has to come first, such as the lead that an activity belongs to. Tried again later."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """`handle` gets events of `event_types` (empty: all; 'lead.*' as in a subscription), several at a time, and writes
    in the transaction it is called in.

    It raises NotYet, or a DomainError where the event is refused; then the events are given to it one by one, so that
    only the one that is refused is parked. `ordered`: the events of an aggregate in their order, one that is parked
    holding up the others; not needed where the outcome does not depend on the order.
    """

    name: str
    event_types: tuple[str, ...]
    handle: Callable[[Sequence[EventMessage]], None]
    ordered: bool = True


@cache
def consumers() -> dict[str, Consumer]:
    """All consumers of the installed apps, by name. ValueError where two have the same."""
    found: dict[str, Consumer] = {}
    for consumer in _declared():
        if consumer.name in found:
            raise ValueError(f"Two consumers are called {consumer.name!r}.")
        found[consumer.name] = consumer
    return found


def _declared() -> Iterator[Consumer]:
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "consumers") and app.name != "journal":
            yield from getattr(import_module(f"{app.name}.consumers"), "CONSUMERS", ())
