"""The key figures: what each means, what it should be, who answers for it, and what to do when it is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from operations.runbooks.responsibilities import Responsibility


class Subject(TextChoices):
    """What a key figure is about, in the order in which they are shown."""

    PROTECTION = "protection", _("Protection")
    SUPPLY = "supply", _("Samples and orders")
    MONEY = "money", _("Money")
    HELP = "help", _("Help and AI")
    PRIVACY = "privacy", _("Data protection")
    INCIDENTS = "incidents", _("Incidents")


class Unit(StrEnum):
    """How a value is shown: a share (0 to 1), seconds, euros, a number."""

    SHARE = "share"
    SECONDS = "seconds"
    EUROS = "euros"
    COUNT = "count"


class Direction(StrEnum):
    """On which side of its target a value should be."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Kpi:
    """A key figure. Its SQL is `operations/kpis/sql/kpis/<name>.sql`, its targets are data (`KpiTarget`).

    `window`: the time that its present value covers, up to now. `is_monthly`: the present calendar month instead.
    `empty`: what is said where there was nothing to count. `rows`: where in the admin the rows behind it are, which the
    lookups `rows_since` and `rows_until` limit to a time, and `rows_query` (a query string) to those that it is about;
    empty where nothing is kept of each case but its share in the number.
    `least`: how many cases there have to be before a value says something.
    """

    name: str
    subject: Subject
    title: str | Promise
    formula: str | Promise
    unit: Unit
    direction: Direction
    owner: Responsibility
    runbook: str
    permission: str
    rows: str
    rows_since: str
    rows_until: str
    empty: str | Promise
    window: timedelta = timedelta(days=7)
    is_monthly: bool = False
    least: int = 1
    rows_query: str = ""

    def is_met(self, value: Decimal, target: Decimal) -> bool:
        """Whether a value is as it should be."""
        return value >= target if self.direction is Direction.AT_LEAST else value <= target


KPIS: dict[str, Kpi] = {}


def register(kpis: Sequence[Kpi]) -> None:
    """Make key figures known, once each; ValueError for a name that is taken."""
    for kpi in kpis:
        if kpi.name in KPIS:
            raise ValueError(f"There is a KPI {kpi.name!r} already.")
        KPIS[kpi.name] = kpi
