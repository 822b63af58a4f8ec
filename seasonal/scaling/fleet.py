"""The fleet: which deployments there are, how small and how large each may be, and what one replica carries.

The sizes are those that were approved; where the model wants more, that is a failure of readiness which says so, until
somebody approves another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.territory import Territory
from seasonal.scaling.raised import AT_REST
from seasonal.scaling.windows import ZONES, Planned
from seasonal.workload import Workload


@dataclass(frozen=True, slots=True)
class Size:
    """A deployment of a territory: from `floor` replicas up to `cap`; `load`: requests a second that a replica takes.

    `p95_ms`: how fast it has to answer 95 % of its requests; an alert, and never what it is scaled on.
    """

    territory: Territory
    workload: Workload
    floor: int
    cap: int
    load: Decimal
    p95_ms: int

    @property
    def name(self) -> str:
        """Of the deployment and of everything that belongs to it; KEDA adds to it, and takes up to 54 characters."""
        return f"freshops-{self.workload}-{self.territory.lower()}"

    @property
    def timezone(self) -> str:
        """The clock on the wall there, by name."""
        return ZONES[self.territory].key


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What wants more replicas than were approved for it."""

    size: Size
    planned: Planned

    @property
    def approved(self) -> int:
        """The replicas that it gets."""
        return self.planned.within(self.size.cap)

    @property
    def cause(self) -> str:
        """What wants them, as people call it: a kind of season, a campaign, the normal load."""
        return _("normal load") if self.planned.name == AT_REST else self.planned.name

    def __str__(self) -> str:
        return _("%(name)s from %(first)s on wants %(wanted)s replicas, %(approved)s are approved.") % {
            "name": self.cause,
            "first": date_format(self.planned.first, "SHORT_DATE_FORMAT"),
            "wanted": self.planned.replicas,
            "approved": self.approved,
        }


@dataclass(frozen=True, slots=True)
class Deployment:
    """A size, and the times at which it is scaled before the load is there."""

    size: Size
    planned: Sequence[Planned]

    def shortfalls(self) -> list[Shortfall]:
        """What wants more than was approved: it gets what was, and somebody has to know."""
        return [Shortfall(self.size, each) for each in self.planned if each.replicas > each.within(self.size.cap)]


@dataclass(frozen=True, slots=True)
class Workers:
    """The workers of all territories: from `floor` up to `cap`, one more for every `pieces` of work that wait."""

    floor: int
    cap: int
    pieces: int = 500
