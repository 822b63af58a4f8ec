"""The load test itself: an open model, the mix as its shares say, and a verdict that names what was missed."""

import random
from collections import Counter
from itertools import pairwise

import pytest

from bench.load.arrivals import Profile, arrivals, pick
from bench.load.figures import Sample, failures, lines, missed, percentile
from bench.load.mix import MIX, World, draw
from seasonal.workload import Workload

GOALS = {("DE", Workload.QUERIES): 300}
ALL = {(territory, workload): 300 for territory in ("DE", "CH", "AT") for workload in Workload}


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  no secret


def samples(milliseconds: float, count: int = 100, error: str = "") -> list[Sample]:
    return [Sample(Workload.QUERIES, "DE", "leads", milliseconds, error) for _ in range(count)]


def test_so_many_arrive_as_the_rate_says() -> None:
    found = list(arrivals(Profile(rate=50, seconds=200), dice(1)))
    assert len(found) == pytest.approx(10_000, rel=0.03)
    assert found == sorted(found)


def test_arrivals_know_nothing_of_each_other() -> None:
    """A Poisson process: the distances between arrivals vary as much as they are long."""
    found = list(arrivals(Profile(rate=50, seconds=200), dice(2)))
    distances = [after - before for before, after in pairwise(found)]
    mean = sum(distances) / len(distances)
    spread = (sum((each - mean) ** 2 for each in distances) / len(distances)) ** 0.5
    assert spread == pytest.approx(mean, rel=0.05)


def test_the_rate_rises_while_it_warms_up() -> None:
    found = list(arrivals(Profile(rate=100, seconds=10, warm_up=100), dice(3)))
    first, second = (sum(1 for at in found if begin <= at < begin + 50) for begin in (0, 50))
    assert first / second == pytest.approx(1 / 3, rel=0.1)


def test_the_mix_is_a_hundred_percent() -> None:
    assert sum(route.share for route in MIX) == 100


def test_requests_come_as_often_as_their_shares_say() -> None:
    world = World([1, 2, 3], dice(4))
    found = Counter(draw(world).name for _ in range(20_000))
    assert found["leads"] / 20_000 == pytest.approx(0.28, abs=0.01)


def test_territories_come_as_often_as_their_shares_say() -> None:
    chance = dice(5)
    found = Counter(pick({"DE": 0.7, "CH": 0.3}, chance) for _ in range(10_000))
    assert found["DE"] / 10_000 == pytest.approx(0.7, abs=0.02)


def test_a_percentile_is_reached_by_so_many() -> None:
    assert percentile(list(range(1, 102)), 95) == 96


def test_a_fast_season_has_nothing_to_complain_about() -> None:
    assert failures(samples(100), samples(104), GOALS) == []


def test_a_missed_goal_names_the_workload_and_the_territory() -> None:
    assert failures(samples(310), samples(310), GOALS) == ["queries DE: P95 310 ms, the goal is 300 ms."]


def test_a_season_that_answers_more_slowly_than_the_normal_load_is_told() -> None:
    found = failures(samples(100), samples(120), GOALS)
    assert found == ["P95 over all: 120 ms, at the normal load 100 ms: 1.20 times."]


def test_one_error_is_enough() -> None:
    assert failures(samples(100), [*samples(100), *samples(100, 1, "500")], GOALS) == ["1 x leads: 500"]


def test_each_workload_and_territory_has_its_line() -> None:
    assert {(line.territory, line.workload) for line in lines([], ALL)} == {
        (territory, workload) for territory in ("DE", "CH", "AT") for workload in Workload
    }


def test_an_error_at_the_normal_load_says_so() -> None:
    assert failures([*samples(100), *samples(100, 1, "500")], samples(100), GOALS) == ["1 x leads: 500 (normal load)"]


def test_a_step_of_the_search_ends_where_a_goal_is_missed() -> None:
    assert missed(samples(100), GOALS) == []
    assert missed(samples(301), GOALS) == ["queries DE: P95 301 ms, the goal is 300 ms."]


def test_where_nobody_asked_nothing_is_proven() -> None:
    assert missed([], GOALS) == ["queries DE: nobody asked."]
