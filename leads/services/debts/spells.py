"""From the events about a debt to the times in which it was owed. No database in here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Drop:
    """Somebody restarted the clock: what was owed between these instants (aware) stops it no more, from there on."""

    from_at: datetime
    until_at: datetime


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which something was owed, until `settled_at` (None: it still is). Instants are aware.

    `counts_from`: since when it was asked for with the rule on; None: never, it stops no clock. `dropped_at`: somebody
    restarted the clock meanwhile.
    """

    kind: str
    reference: str
    owed_since: datetime
    settled_at: datetime | None
    counts_from: datetime | None
    dropped_at: datetime | None = None

    @property
    def stops_until(self) -> datetime | None:
        """Until when it stops the clock; None: until it is settled."""
        ends = [end for end in (self.settled_at, self.dropped_at) if end is not None]
        return min(ends, default=None)


def spells_of(kind: str, reference: str, ends: Iterable[dict[str, Any]]) -> list[Spell]:
    """The spells of one debt, oldest first, from its `ends` (see LeadDebt), in whatever order those came.

    What is requested twice is owed once; what is settled twice was settled by the first; at the same instant the
    request comes first.
    """
    known = sorted(
        ((datetime.fromisoformat(end["at"]), not end["owed"], end["event_id"], end) for end in ends),
        key=lambda known: known[:3],
    )
    spells: list[Spell] = []
    for at, settles, _, end in known:
        is_open = bool(spells) and spells[-1].settled_at is None
        if settles and is_open:
            spells[-1] = replace(spells[-1], settled_at=at)
        elif not settles and not is_open:
            spells.append(Spell(kind, reference, at, None, at if end["counts"] else None))
        elif not settles and end["counts"] and spells[-1].counts_from is None:
            # Asked for again, with the rule on by now.
            spells[-1] = replace(spells[-1], counts_from=at)
    return spells


def with_drops(spells: Iterable[Spell], drops: Sequence[Drop]) -> list[Spell]:
    """The spells, each with the first instant at which somebody restarted the clock although it was owed."""
    return [replace(spell, dropped_at=_dropped_at(spell, drops)) for spell in spells]


def _dropped_at(spell: Spell, drops: Sequence[Drop]) -> datetime | None:
    return min(
        (
            max(drop.from_at, spell.owed_since)
            for drop in drops
            if spell.owed_since <= drop.until_at and (spell.settled_at is None or spell.settled_at > drop.from_at)
        ),
        default=None,
    )
