"""The capacity plan of a season: instances, workers, connections, costs. Pure arithmetic in Decimal."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from seasonal.capacity.connections import WORKERS, Holder, connection_budget, holders_behind
from seasonal.capacity.inputs import Inputs, RouteLoad
from seasonal.capacity.instances import ImpossibleError
from seasonal.capacity.results import NOTHING, Costs, QueueResult, Result, RouteResult, WorkerResult
from seasonal.capacity.running import (
    Target,
    replicas_running,
    route_need,
    times,
    workers_need,
    workers_running,
)
from seasonal.capacity.waiting import waiting_probability
from seasonal.capacity.workers import cleared_after, workers_for

# Raised whenever the same inputs would give other results; saved plans say which one they were computed with.
MODEL_VERSION = 2
_CENT = Decimal("0.01")


def compute_plan(inputs: Inputs) -> Result:
    """What the season needs at its peak, and what that costs. ImpossibleError where an input cannot be."""
    _check(inputs)
    routes = [_route(inputs, load) for load in inputs.loads]
    workers = _workers(inputs)
    per_replica, per_worker = inputs.connections.per_replica, inputs.connections.per_worker
    holders = [
        *(Holder(f"{each.workload} {each.territory}", each.total, per_replica[each.workload]) for each in routes),
        *holders_behind(workers=workers.total, per_worker=per_worker),
    ]
    budget = connection_budget(
        holders,
        max_connections=inputs.connections.max_connections,
        reserved=inputs.connections.reserved,
        utilisation=inputs.utilisation["database"],
    )
    costs = sum((each.costs for each in routes), NOTHING) + workers.costs
    return Result(routes=routes, workers=workers, holders=holders, budget=budget, costs=costs)


def _check(inputs: Inputs) -> None:
    scaler = inputs.autoscaler
    if scaler.reaction < 0 or scaler.ramp <= 0 or not 0 < scaler.mean_load <= 1:
        raise ImpossibleError("The autoscaler reacts in 0 s or more; the mean load is above 0 and at most 100 %.")
    if inputs.reserve < 0 or inputs.tolerance < 0:
        raise ImpossibleError("A reserve and a tolerance are not negative.")


def _target(inputs: Inputs, tier: str) -> Target:
    return Target(utilisation=inputs.utilisation[tier], reserve=inputs.reserve, tolerance=inputs.tolerance)


def _route(inputs: Inputs, load: RouteLoad) -> RouteResult:
    factor = inputs.factor(load.territory)
    rate = load.rate * factor
    target = _target(inputs, "app")
    by_law, short, found = route_need(load, rate, target)

    def running(each: Decimal, carried: Decimal) -> int:
        return replicas_running(load, each, target, carried=carried)

    def waiting(instances: int) -> Decimal:
        probability = waiting_probability(float(found.busy), int(instances * load.concurrency))
        return Decimal(str(probability)).quantize(Decimal("0.0001"))

    peak = running(factor, factor)
    return RouteResult(
        territory=load.territory,
        workload=load.workload,
        baseline=load.rate,
        factor=factor,
        rate=rate,
        by_law=by_law,
        short=short,
        need=found,
        total=peak,
        normal=running(Decimal(1), Decimal(1)),
        waiting=waiting(peak),
        waiting_without_one=waiting(max(peak - 1, 0)),
        cap=load.cap,
        costs=_costs(
            price=inputs.prices[load.workload],
            levels=inputs.levels[load.territory],
            year=inputs.year[load.territory],
            at_factor=lambda each: running(each, each),
            autoscaled=lambda each: running(each, _carried(inputs, each, factor)),
        ),
    )


def _carried(inputs: Inputs, factor: Decimal, peak: Decimal) -> Decimal:
    """What plain autoscaling has to be able to carry at a factor, as a multiple of the normal load."""
    scaler = inputs.autoscaler
    growth = (peak - 1) * min(scaler.reaction / scaler.ramp, Decimal(1))
    mean = max(factor * scaler.mean_load, Decimal(1)) if factor > 1 else factor
    return min(mean + growth, peak)


def _workers(inputs: Inputs) -> WorkerResult:
    factor, target = inputs.factor(inputs.busiest), _target(inputs, WORKERS)

    def running(each: Decimal) -> int:
        return workers_running(inputs.bursts.values(), each, target, within=inputs.cleared_within)

    queues = []
    for queue, normal in inputs.bursts.items():
        burst = times(normal, factor)
        count = workers_for(burst, utilisation=target.utilisation, within=inputs.cleared_within)
        queues.append(
            QueueResult(
                queue=queue,
                pieces=burst.pieces,
                rate=burst.rate,
                seconds=burst.seconds,
                workers=count,
                cleared_after=cleared_after(burst, count),
            )
        )
    found = workers_need(inputs.bursts.values(), factor, target, within=inputs.cleared_within)
    costs = _costs(
        price=inputs.prices["worker"],
        levels=inputs.levels[inputs.busiest],
        year=inputs.year[inputs.busiest],
        at_factor=running,
        autoscaled=running,  # by the depth of the queue, in either way
    )
    return WorkerResult(factor=factor, queues=queues, need=found, total=running(factor), costs=costs)


def _costs(
    *,
    price: Decimal,
    levels: Mapping[Decimal, int],
    year: Mapping[Decimal, int],
    at_factor: Callable[[Decimal], int],
    autoscaled: Callable[[Decimal], int],
) -> Costs:
    peak = at_factor(max(levels, default=Decimal(1)))

    def euros(hours: Decimal | int) -> Decimal:
        return (price * hours).quantize(_CENT)

    return Costs(
        planned=euros(sum(hours * at_factor(each) for each, hours in levels.items())),
        always_on=euros(sum(levels.values()) * peak),
        autoscaled=euros(sum(hours * autoscaled(each) for each, hours in levels.items())),
        year_planned=euros(sum(hours * at_factor(each) for each, hours in year.items())),
        year_always_on=euros(sum(year.values()) * max(peak, *(at_factor(each) for each in year), 0)),
    )
