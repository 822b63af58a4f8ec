"""The database's connections: each process holds its own, and some are kept for people and for upkeep."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

from seasonal.capacity.instances import ImpossibleError

WORKERS, RELAY, BEAT = "workers", "relay", "beat"
RELAYS = 4  # at most; each claims other events
CLOCKS = 1  # two would tick twice


@dataclass(frozen=True, slots=True)
class Holder:
    """A kind of process: how many instances run, and how many connections each may hold."""

    name: str
    instances: int
    connections_each: int

    @property
    def connections(self) -> int:
        """At most so many."""
        return self.instances * self.connections_each


def holders_behind(*, workers: int, per_worker: int, relays: int = RELAYS) -> list[Holder]:
    """Everything that works behind the web server: workers, relays at most, and the one clock."""
    return [
        Holder(WORKERS, workers, per_worker),
        Holder(RELAY, relays, per_worker),
        Holder(BEAT, CLOCKS, per_worker),
    ]


@dataclass(frozen=True, slots=True)
class Budget:
    """What may be used of `max_connections`, and what is."""

    max_connections: int
    reserved: int
    usable: int
    used: int

    @property
    def left(self) -> int:
        """Below 0: too many; the database would refuse some."""
        return self.usable - self.used

    @property
    def holds(self) -> bool:
        """Whether every process gets its connections."""
        return self.left >= 0


def connection_budget(
    holders: Sequence[Holder], *, max_connections: int, reserved: int, utilisation: Decimal
) -> Budget:
    """The budget: of what is not `reserved` (superusers, migrations, people), the share `utilisation` is used."""
    if not 0 <= reserved < max_connections:
        raise ImpossibleError("The reserve is smaller than max_connections.")
    if not 0 < utilisation <= 1:
        raise ImpossibleError("The target utilisation is above 0 and at most 100 %.")
    usable = floor((max_connections - reserved) * Fraction(utilisation))
    return Budget(max_connections, reserved, usable, sum(holder.connections for holder in holders))
