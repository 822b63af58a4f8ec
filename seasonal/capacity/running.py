"""How many replicas and workers run at a factor: the same rule for a plan, its costs and the manifests."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from seasonal.capacity.inputs import RouteLoad
from seasonal.capacity.instances import HPA_TOLERANCE, RESERVE, Need, in_work, instances_for, instances_short, need
from seasonal.capacity.workers import CLEARED_WITHIN, Burst, workers_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """How much of a tier is to be used (0 to 1), and what is kept above it."""

    utilisation: Decimal
    reserve: int = RESERVE
    tolerance: Decimal = HPA_TOLERANCE


def route_need(load: RouteLoad, rate: Decimal, target: Target) -> tuple[int, int, Need]:
    """For `rate` requests a second: by Little's law, by the short form, and the larger with reserve and padding."""
    busy = in_work(rate, load.seconds)
    by_law = instances_for(busy, concurrency=load.concurrency, utilisation=target.utilisation)
    short = instances_short(
        baseline=rate, factor=Decimal(1), per_instance=load.per_instance, utilisation=target.utilisation
    )
    return by_law, short, need(busy, max(by_law, short), reserve=target.reserve, tolerance=target.tolerance)


def replicas_running(load: RouteLoad, factor: Decimal, target: Target, *, carried: Decimal | None = None) -> int:
    """At rest what the load takes; in a season with reserve and padding, since it has to hold by itself.

    `carried`: the multiple of the load that they are to carry, where that is not `factor`. Never below the floor.
    """
    wanted = route_need(load, load.rate * (factor if carried is None else carried), target)[2]
    return max(wanted.total if factor > 1 else wanted.needed, load.floor)


def workers_need(
    bursts: Collection[Burst], factor: Decimal, target: Target, *, within: Decimal = CLEARED_WITHIN
) -> Need:
    """Workers that clear all bursts, each `factor` times the normal, `within` so many seconds."""
    raised = [times(burst, factor) for burst in bursts]
    busy = sum((in_work(burst.rate, burst.seconds) for burst in raised), Decimal(0))
    needed = sum(workers_for(burst, utilisation=target.utilisation, within=within) for burst in raised)
    return need(busy, needed, reserve=target.reserve, tolerance=target.tolerance)


def workers_running(
    bursts: Collection[Burst], factor: Decimal, target: Target, *, within: Decimal = CLEARED_WITHIN
) -> int:
    """At rest without reserve and padding, in a season with them."""
    wanted = workers_need(bursts, factor, target, within=within)
    return wanted.total if factor > 1 else wanted.needed


def times(burst: Burst, factor: Decimal) -> Burst:
    """A burst so many times as large; no part of a piece is left out."""
    return replace(burst, pieces=-int(-burst.pieces * factor // 1), rate=burst.rate * factor)
