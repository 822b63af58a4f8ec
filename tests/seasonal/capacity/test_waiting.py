"""Erlang C against tables and against its definition by sums."""

from math import exp, factorial, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seasonal.capacity.waiting import late_share, mean_wait, waiting_probability


@pytest.mark.parametrize(
    ("load", "servers", "probability"),
    [(1, 2, 1 / 3), (2, 3, 4 / 9), (8, 10, 0.40918), (0, 5, 0), (5, 5, 1), (7, 5, 1), (0.5, 1, 0.5)],
)
def test_tabled_values(load: float, servers: int, probability: float) -> None:
    assert waiting_probability(load, servers) == pytest.approx(probability, abs=1e-5)


@given(st.floats(0.01, 30), st.integers(1, 60))
def test_it_is_what_erlang_wrote_down(load: float, servers: int) -> None:
    if load >= servers:
        return
    busy = load**servers / factorial(servers) * servers / (servers - load)
    free = sum(load**n / factorial(n) for n in range(servers))
    assert waiting_probability(load, servers) == pytest.approx(busy / (free + busy), rel=1e-9)


def test_hundreds_of_servers_do_not_overflow() -> None:
    assert 0 < waiting_probability(480, 500) < 1


def test_the_mean_wait() -> None:
    assert mean_wait(1, 2, 0.3) == pytest.approx(0.1)  # 1/3 x 0.3 / (2 - 1)
    assert mean_wait(2, 2, 0.3) == inf


def test_who_waits_for_longer_than_they_like() -> None:
    assert late_share(1, 2, 0.3, 0.3) == pytest.approx(exp(-1) / 3)
