"""How far what came lay from what was planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

TARGET = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class Deviation:
    """A workload of a territory, as planned (before reserve and padding) and as it came."""

    territory: str
    workload: str
    planned_rate: Decimal
    planned_instances: int
    rate: Decimal
    instances: int | None

    @property
    def of_rate(self) -> Decimal | None:
        """(actual - planned) / planned; None where nothing was planned."""
        return (self.rate - self.planned_rate) / self.planned_rate if self.planned_rate else None

    @property
    def of_instances(self) -> Decimal | None:
        """The same of the instances; None also where nobody has said how many were needed."""
        if self.instances is None or not self.planned_instances:
            return None
        return Decimal(self.instances - self.planned_instances) / self.planned_instances

    @property
    def is_on_target(self) -> bool:
        """Whether the load came within 10 % of the plan."""
        return self.of_rate is not None and abs(self.of_rate) <= TARGET


def deviations(
    routes: Sequence[Mapping[str, Any]], actuals: Mapping[tuple[str, str], tuple[Decimal, int | None]]
) -> list[Deviation]:
    """A saved plan's routes against what came: (territory, workload) -> (highest rate, instances needed or None)."""
    found = []
    for route in routes:
        key = (route["territory"], route["workload"])
        if key in actuals:
            found.append(Deviation(*key, Decimal(route["rate"]), route["need"]["needed"], *actuals[key]))
    return found
