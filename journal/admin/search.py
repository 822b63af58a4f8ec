"""What people type to find an event: its id, or what it is about, as in "lead/4711"."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from journal.models import Event

_ABOUT = re.compile(r"(?P<kind>[a-z_]+)\s*[/ ]\s*(?P<number>[0-9]{1,18})")
_BARE_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed: an event's id, or an aggregate."""

    event_id: UUID | None = None
    aggregate: tuple[str, int] | None = None


def understood(text: str) -> Wanted | None:
    """The meaning of a search; a number alone is a lead's. None where it has none."""
    typed = text.strip().lower()
    if about := _ABOUT.fullmatch(typed):
        return Wanted(aggregate=(about["kind"], int(about["number"])))
    if _BARE_NUMBER.fullmatch(typed):
        return Wanted(aggregate=("lead", int(typed)))
    try:
        return Wanted(event_id=UUID(typed))
    except ValueError:
        return None


def events_about(aggregate: tuple[str, int]) -> QuerySet[Event]:
    """The events of one aggregate; the index on it finds them."""
    return Event.objects.filter(aggregate_type=aggregate[0], aggregate_id=aggregate[1])
