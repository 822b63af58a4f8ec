"""A plan computed by hand: its golden cases, with their arithmetic beside them."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from seasonal.capacity.inputs import Autoscaler, Connections, Inputs, RouteLoad
from seasonal.capacity.instances import ImpossibleError
from seasonal.capacity.plan import compute_plan
from seasonal.capacity.results import RouteResult, kept
from seasonal.capacity.workers import Burst

D = Decimal
# 100 hours, half of them at five times the load; the year has 8760, 1080 of them so.
LEVELS = {D(1): 50, D(5): 50}
QUERIES = RouteLoad(
    territory="DE",
    workload="queries",
    rate=D(50),
    seconds=D("0.4"),
    concurrency=D(8),
    per_instance=D(20),
    measured_on="2027-01-01",
    source="MANUAL",
    cap=30,
)
INPUTS = Inputs(
    season="Christmas 2027",
    loads=[QUERIES],
    levels={"DE": LEVELS},
    year={"DE": {D(1): 7680, D(5): 1080}},
    bursts={"reminders": Burst(2000, D("0.25")), "events": Burst(5000, D("0.1"), D(2))},
    utilisation={"app": D("0.60"), "workers": D("0.65"), "database": D("0.60")},
    prices={"queries": D("0.10"), "commands": D("0.10"), "worker": D("0.05")},
    connections=Connections(max_connections=200, reserved=20, per_replica={"queries": 4, "commands": 4}, per_worker=2),
)


def route(**changes: Any) -> RouteResult:
    return compute_plan(replace(INPUTS, **changes)).routes[0]


def test_fifty_requests_at_five_times_the_load_take_21_pods() -> None:
    found = route()  # 250 / (20 x 0.6) = 20.83; L = 250 x 0.4 = 100, 100 / (8 x 0.6) = 20.83
    assert (found.rate, found.short, found.by_law, found.need.needed) == (D(250), 21, 21, 21)


def test_reserve_and_padding_are_lines_of_their_own() -> None:
    found = route()  # 21 + 1 = 22; 22 x 1.1 = 24.2
    assert (found.need.reserve, found.need.padding, found.total) == (1, 3, 25)


def test_the_larger_of_both_forms_counts() -> None:
    found = route(loads=[replace(QUERIES, seconds=D("0.5"))])  # L = 125; 125 / 4.8 = 26.04
    assert (found.short, found.by_law, found.need.needed) == (21, 27, 27)


def test_the_normal_load_takes_fewer() -> None:
    assert route().normal == 5  # 50 / 12 = 4.17


def test_waiting_grows_when_one_is_gone() -> None:
    found = route(loads=[replace(QUERIES, concurrency=D(1), seconds=D("0.05"))])  # L = 12.5 on 25 servers
    assert 0 < found.waiting < found.waiting_without_one < D("0.01")


def test_a_cap_below_the_need_shows() -> None:
    assert route().is_within_cap
    assert not route(loads=[replace(QUERIES, cap=24)]).is_within_cap


def test_workers_clear_both_queues_in_an_hour() -> None:
    found = compute_plan(INPUTS).workers
    # Reminders: 10,000 x 0.25 / (3600 x 0.65) = 1.07. Events: (25,000 + 10 x 3600) x 0.1 / 2340 = 2.61.
    assert [(each.queue, each.workers) for each in found.queues] == [("reminders", 2), ("events", 3)]
    assert [each.cleared_after for each in found.queues] == [1250, 1250]  # 2500 / 2; 2500 / (3 - 1)
    assert (found.need.needed, found.need.reserve, found.need.padding, found.total) == (5, 1, 1, 7)  # 6 x 1.1 = 6.6


def test_every_queue_is_cleared_within_the_hour() -> None:
    assert all((each.cleared_after or 0) <= 3600 for each in compute_plan(INPUTS).workers.queues)


def test_connections_of_all_processes() -> None:
    budget = compute_plan(INPUTS).budget
    # (200 - 20) x 0.6 = 108 may be used; 25 x 4 are by replicas, (7 workers + 4 relays + 1 clock) x 2.
    assert (budget.usable, budget.used, budget.left, budget.holds) == (108, 124, -16, False)


def test_costs_of_the_season() -> None:
    costs = route().costs
    assert costs.planned == D("150.00")  # (50 h x 5 + 50 h x 25) x 0.10
    assert costs.always_on == D("250.00")  # 100 h x 25 x 0.10


def test_costs_of_the_year() -> None:
    costs = route().costs
    assert costs.year_planned == D("6540.00")  # (7680 x 5 + 1080 x 25) x 0.10
    assert costs.year_always_on == D("21900.00")  # 8760 x 25 x 0.10


def test_costs_of_plain_autoscaling() -> None:
    # Grows by 4 x 180/900 = 0.8 before new instances serve.
    # Normal: 1.8 x 50 = 90: 7.5 -> 8. Season: (3.5 + 0.8) x 50 = 215: 17.92 -> 18; 20.9 -> 21.
    assert route().costs.autoscaled == D("145.00")  # (50 h x 8 + 50 h x 21) x 0.10


def test_an_autoscaler_that_comes_too_late_has_to_carry_the_peak_at_all_times() -> None:
    slow = Autoscaler(reaction=D(900), ramp=D(900))
    assert route(autoscaler=slow).costs.autoscaled == D("230.00")  # (50 h x 21 + 50 h x 25) x 0.10


def test_what_is_saved() -> None:
    found = compute_plan(INPUTS)
    # Workers: at rest 0.21 -> 1 and 0.52 -> 1; 50 h x 2 + 50 h x 7 = 450 h; always 700 h.
    assert found.workers.costs.planned == D("22.50")
    assert (found.costs.planned, found.costs.always_on) == (D("172.50"), D("285.00"))
    assert found.saved == D("0.3947")
    assert found.saved_against_autoscaling == D("-0.0299")  # 145 + 22.50 = 167.50: here the plan costs more


def test_at_rest_no_fewer_run_than_approved() -> None:
    found = route(loads=[replace(QUERIES, floor=9)])
    assert found.normal == 9
    assert found.costs.planned == D("170.00")  # (50 x 9 + 50 x 25) x 0.10


def test_the_workers_follow_the_largest_factor() -> None:
    levels = {"DE": {D(1): 100}, "CH": LEVELS}
    assert compute_plan(replace(INPUTS, levels=levels, year=levels)).workers.factor == 5


def test_fractions_are_kept_as_text() -> None:
    found = json.loads(json.dumps(kept(compute_plan(INPUTS))))
    assert found["routes"][0]["rate"] == "250"
    assert found["costs"]["planned"] == "172.50"
    assert found["budget"]["left"] == -16
    assert json.loads(json.dumps(kept(INPUTS)))["levels"] == {"DE": {"1": 50, "5": 50}}


@pytest.mark.parametrize(
    "changes",
    [
        {"autoscaler": Autoscaler(mean_load=D(0))},
        {"autoscaler": Autoscaler(ramp=D(0))},
        {"reserve": -1},
        {"utilisation": {"app": D(0), "workers": D(1), "database": D(1)}},
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ImpossibleError):
        compute_plan(replace(INPUTS, **changes))
