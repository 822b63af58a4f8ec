"""The fleet: which deployments there are, how small and how large each may be, and what one replica carries.

The sizes are those that were approved; where a plan wants more, that is a failure of readiness which says so, until
somebody approves another.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.territory import Territory
from seasonal.scaling.windows import ZONES, Window


class Workload(StrEnum):
    """What a request is: one that reads, or one that changes something."""

    QUERIES = "queries"
    COMMANDS = "commands"


@dataclass(frozen=True, slots=True)
class Size:
    """A deployment of a territory: from `floor` replicas up to `cap`; `load`: requests a second that a replica takes.

    `p95_ms`: how fast it has to answer 95 % of its requests; an alert, and never what it is scaled on.
    """

    territory: Territory
    workload: Workload
    floor: int
    cap: int
    load: int
    p95_ms: int

    @property
    def name(self) -> str:
        """Of the deployment and of everything that belongs to it; KEDA adds to it, and takes up to 54 characters."""
        return f"freshops-{self.workload}-{self.territory.lower()}"

    @property
    def timezone(self) -> str:
        """The clock on the wall there, by name."""
        return ZONES[self.territory].key


SIZES = (
    Size(Territory.DE, Workload.QUERIES, floor=2, cap=6, load=80, p95_ms=300),
    Size(Territory.CH, Workload.QUERIES, floor=1, cap=4, load=60, p95_ms=350),
    Size(Territory.AT, Workload.QUERIES, floor=1, cap=3, load=40, p95_ms=400),
    Size(Territory.DE, Workload.COMMANDS, floor=1, cap=4, load=30, p95_ms=350),
    Size(Territory.CH, Workload.COMMANDS, floor=1, cap=3, load=20, p95_ms=350),
    Size(Territory.AT, Workload.COMMANDS, floor=1, cap=2, load=15, p95_ms=400),
)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A window that wants more replicas than were approved."""

    size: Size
    window: Window

    def __str__(self) -> str:
        return (
            f"{self.size.name}: {self.window.name} from {self.window.first} wants {self.window.replicas} replicas, "
            f"{self.size.cap} are approved. Approve a new cap, or plan for less."
        )


@dataclass(frozen=True, slots=True)
class Deployment:
    """A size, and the windows of the seasons in which it is scaled before the load is there."""

    size: Size
    windows: Sequence[Window]

    def shortfalls(self) -> Iterable[Shortfall]:
        """Windows that want more than was approved: they get the cap, and somebody has to know."""
        return [Shortfall(self.size, window) for window in self.windows if window.replicas > self.size.cap]
