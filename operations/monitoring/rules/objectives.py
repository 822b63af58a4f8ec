"""Objectives, and alerts on how fast their error budget is spent: soon, when much goes wrong within hours.

Both windows are counted in events, not in minutes: a quiet night neither hides nor makes a fault. The long window says
that it matters, the short one that it is still going on.
"""

from dataclasses import dataclass
from decimal import Decimal

from operations.monitoring.rules.rule import Recording


class ObjectiveUnreachable(ValueError):
    """A burn rate that cannot be reached even when everything fails: its alert would never fire."""


def check_burn_rate(*, target: Decimal, burn_rate: Decimal, what: str) -> None:
    """Refuse a burn rate that an objective can never reach, or a target that is none: ObjectiveUnreachable."""
    if not 0 < target < 1:
        raise ObjectiveUnreachable(f"{what}: the target {target} is no share between 0 and 1.")
    worst = 1 / (1 - target)
    if burn_rate <= 1:
        raise ObjectiveUnreachable(f"{what}: at a burn rate of {burn_rate} the budget lasts. Take one over 1.")
    if burn_rate >= worst:
        raise ObjectiveUnreachable(
            f"{what}: a burn rate of {burn_rate} can never be exceeded with a target of {target:.0%}. If everything "
            f"fails it is {worst:.3g}. Take a lower one."
        )


@dataclass(frozen=True, slots=True)
class Objective:
    """A share of events that has to be good, and from which burn rate on an alert fires.

    `good` and `total`: recorded counters by territory. The target itself is the KPI's, as it is exported; `target` is
    the lowest that it is meant to have, by which the burn rate is checked. `least`: fewer events in the long window
    than this say nothing. Windows are PromQL durations. Raises ObjectiveUnreachable if it could never fire.
    """

    name: str
    kpi: str
    target: Decimal
    burn_rate: Decimal
    good: str
    total: str
    long: str
    short: str
    least: int

    def __post_init__(self) -> None:
        check_burn_rate(target=self.target, burn_rate=self.burn_rate, what=self.name)

    def recordings(self) -> tuple[Recording, ...]:
        """The share of good events in both windows, and how many events the long one has."""
        ratios = (Recording(self._ratio(window), self._share(window)) for window in (self.long, self.short))
        return (*ratios, Recording(self._events, f"sum by (territory) (increase({self.total}[{self.long}]))"))

    @property
    def burning(self) -> str:
        """PromQL: the share of good events of the long window, by territory, while the budget burns too fast."""
        # At most everything can fail: a target that was lowered since then still leaves the alert able to fire.
        floor = (
            f"(1 - clamp_max({self.burn_rate} * (1 - sum by (territory) "
            f'(kpi_territory:freshops_kpi_target:max{{kpi="{self.kpi}"}})), 0.99))'
        )
        return (
            f"({self._ratio(self.long)} < on (territory) {floor}\n"
            f"  and on (territory) {self._ratio(self.short)} < on (territory) {floor}\n"
            f"  and on (territory) {self._events} >= {self.least})"
        )

    @property
    def _events(self) -> str:
        return f"territory:{self.name}:increase{self.long}"

    def _ratio(self, window: str) -> str:
        return f"territory:{self.name}:good_ratio{window}"

    def _share(self, window: str) -> str:
        good, total = (f"sum by (territory) (increase({each}[{window}]))" for each in (self.good, self.total))
        return f"{good} / {total}"
