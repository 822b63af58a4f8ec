"""Which approved size holds on a day: the one rule of plans, manifests, alerts and approvals."""

from collections.abc import Iterable, Sequence
from datetime import date

from seasonal.models import FleetSize
from seasonal.scaling.caps import Caps


def approved_on(sizes: Iterable[FleetSize], kind: str, day: date) -> FleetSize | None:
    """Of the sizes of one route: the newest that holds on a Berlin day for a kind of season, else that of any."""
    valid = [each for each in sizes if each.valid_from <= day and each.kind in {"", kind}]
    return max(valid, key=lambda each: (each.kind == kind, each.valid_from), default=None)


def caps_of(sizes: Sequence[FleetSize], kind: str) -> Caps:
    """How many replicas the sizes of one route allow in a kind of season ('': outside of all), from which day on."""
    days = sorted({each.valid_from for each in sizes if each.kind in {"", kind}})
    found = ((day, approved_on(sizes, kind, day)) for day in days)
    return Caps([(day, size.cap) for day, size in found if size])
