"""How many instances carry a load: Little's law, a reserve, and what the autoscaler's tolerance makes of it."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

# The Kubernetes HorizontalPodAutoscaler does nothing while usage is within 10 % of its target.
HPA_TOLERANCE = Decimal("0.1")
RESERVE = 1  # N-1: one instance may be gone


class ImpossibleError(ValueError):
    """A load, a time, a concurrency or a utilisation that cannot be; the message says which."""


@dataclass(frozen=True, slots=True)
class Need:
    """Instances for a load, each reason on a line of its own."""

    busy: Decimal  # requests in work at a time, on average
    needed: int
    reserve: int
    padding: int

    @property
    def total(self) -> int:
        """What has to run."""
        return self.needed + self.reserve + self.padding


def in_work(rate: Decimal, seconds: Decimal) -> Decimal:
    """Little's law, L = lambda x W: how many requests are in work at `rate` a second that take `seconds` each."""
    if rate < 0 or seconds < 0:
        raise ImpossibleError("A rate and a time are not negative.")
    return rate * seconds


def instances_for(busy: Decimal, *, concurrency: Decimal, utilisation: Decimal) -> int:
    """ceil(L / (concurrency x utilisation)): how many instances work on `busy` requests. 0 for no load."""
    _check(concurrency, utilisation)
    return _ceil(busy, concurrency * utilisation)


def instances_short(*, baseline: Decimal, factor: Decimal, per_instance: Decimal, utilisation: Decimal) -> int:
    """The short form, ceil(baseline x factor / (requests per instance x utilisation)); rates in requests a second."""
    _check(per_instance, utilisation)
    if baseline < 0 or factor < 0:
        raise ImpossibleError("A baseline and a factor are not negative.")
    return _ceil(baseline * factor, per_instance * utilisation)


def need(busy: Decimal, needed: int, *, reserve: int = RESERVE, tolerance: Decimal = HPA_TOLERANCE) -> Need:
    """`needed` with a reserve, padded so that the autoscaler's tolerance cannot leave too few."""
    kept = needed + reserve if needed else 0
    padded = _ceil(kept * (1 + tolerance), Decimal(1))
    return Need(busy=busy, needed=needed, reserve=kept - needed, padding=padded - kept)


def _check(concurrency: Decimal, utilisation: Decimal) -> None:
    if concurrency <= 0:
        raise ImpossibleError("An instance works on more than nothing at a time.")
    if not 0 < utilisation <= 1:
        raise ImpossibleError("The target utilisation is above 0 and at most 100 %.")


def _ceil(numerator: Decimal, denominator: Decimal) -> int:
    """Exact: a quotient that is rounded before it is rounded up buys an instance too many."""
    return ceil(Fraction(numerator) / Fraction(denominator))
