"""Workers for bursts: reminders fall due together at eight, events arrive in waves; a burst is cleared in time."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from seasonal.capacity.instances import ImpossibleError

CLEARED_WITHIN = Decimal(60 * 60)  # seconds: reminders are sent within 60 minutes


@dataclass(frozen=True, slots=True)
class Burst:
    """So many pieces of work at once, `seconds` each, while `rate` more arrive each second."""

    pieces: int
    seconds: Decimal
    rate: Decimal = Decimal(0)


def workers_for(burst: Burst, *, utilisation: Decimal, within: Decimal = CLEARED_WITHIN) -> int:
    """How many processes clear a burst, and what arrives meanwhile, `within` so many seconds at that utilisation."""
    if within <= 0 or not 0 < utilisation <= 1:
        raise ImpossibleError("The time is more than nothing, the utilisation above 0 and at most 100 %.")
    if burst.pieces < 0 or burst.seconds < 0 or burst.rate < 0:
        raise ImpossibleError("A burst, its rate and its time are not negative.")
    work = (burst.pieces + burst.rate * within) * burst.seconds
    return ceil(Fraction(work) / Fraction(within * utilisation))


def cleared_after(burst: Burst, workers: int) -> Decimal | None:
    """Seconds until a burst is cleared by so many processes that do nothing else; None: never."""
    free = workers - burst.rate * burst.seconds  # processes that what arrives leaves over
    if not burst.pieces:
        return Decimal(0)
    return burst.pieces * burst.seconds / free if free > 0 else None
