"""The capacity plan of a season: instances, workers, connections, costs. Pure arithmetic in Decimal."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from seasonal.capacity.connections import Holder, connection_budget
from seasonal.capacity.inputs import Inputs, RouteLoad
from seasonal.capacity.instances import ImpossibleError, Need, in_work, instances_for, instances_short, need
from seasonal.capacity.results import NOTHING, Costs, QueueResult, Result, RouteResult, WorkerResult
from seasonal.capacity.waiting import waiting_probability
from seasonal.capacity.workers import Burst, cleared_after, workers_for

# Raised whenever the same inputs would give other results; saved plans say which one they were computed with.
MODEL_VERSION = 1
_CENT = Decimal("0.01")
_WORKERS = "workers"


def compute_plan(inputs: Inputs) -> Result:
    """What the season needs at its peak, and what that costs. ImpossibleError where an input cannot be."""
    _check(inputs)
    routes = [_route(inputs, load) for load in inputs.loads]
    workers = _workers(inputs)
    per_replica, per_worker = inputs.connections.per_replica, inputs.connections.per_worker
    holders = [
        *(Holder(f"{each.workload} {each.territory}", each.total, per_replica[each.workload]) for each in routes),
        Holder(_WORKERS, workers.total, per_worker),
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


def _needed(inputs: Inputs, load: RouteLoad, rate: Decimal) -> tuple[int, int, Need]:
    """By Little's law, by the short form, and the larger with reserve and padding."""
    busy, utilisation = in_work(rate, load.seconds), inputs.utilisation["app"]
    by_law = instances_for(busy, concurrency=load.concurrency, utilisation=utilisation)
    short = instances_short(baseline=rate, factor=Decimal(1), per_instance=load.per_instance, utilisation=utilisation)
    found = need(busy, max(by_law, short), reserve=inputs.reserve, tolerance=inputs.tolerance)
    return by_law, short, found


def _route(inputs: Inputs, load: RouteLoad) -> RouteResult:
    factor = inputs.factor(load.territory)
    rate = load.rate * factor
    by_law, short, found = _needed(inputs, load, rate)

    def running(each: Decimal, carried: Decimal) -> int:
        """At rest what the load takes; in the season with reserve and padding, since it has to hold by itself."""
        wanted = _needed(inputs, load, load.rate * carried)[2]
        return max(wanted.total if each > 1 else wanted.needed, load.floor)

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
    factor, utilisation = inputs.factor(inputs.busiest), inputs.utilisation[_WORKERS]

    def workers(burst: Burst) -> int:
        return workers_for(burst, utilisation=utilisation, within=inputs.cleared_within)

    def wanted(each: Decimal) -> Need:
        bursts = [_times(burst, each) for burst in inputs.bursts.values()]
        busy = sum((in_work(burst.rate, burst.seconds) for burst in bursts), Decimal(0))
        needed = sum(workers(burst) for burst in bursts)
        return need(busy, needed, reserve=inputs.reserve, tolerance=inputs.tolerance)

    def running(each: Decimal) -> int:
        return wanted(each).total if each > 1 else wanted(each).needed

    queues = []
    for queue, normal in inputs.bursts.items():
        burst = _times(normal, factor)
        count = workers(burst)
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
    found = wanted(factor)
    costs = _costs(
        price=inputs.prices["worker"],
        levels=inputs.levels[inputs.busiest],
        year=inputs.year[inputs.busiest],
        at_factor=running,
        autoscaled=running,  # by the depth of the queue, in either way
    )
    return WorkerResult(factor=factor, queues=queues, need=found, total=running(factor), costs=costs)


def _times(burst: Burst, factor: Decimal) -> Burst:
    return replace(burst, pieces=-int(-burst.pieces * factor // 1), rate=burst.rate * factor)


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
