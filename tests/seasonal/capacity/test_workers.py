"""Workers clear a burst in time; the database has connections for all."""

from decimal import Decimal

import pytest

from seasonal.capacity.connections import Holder, connection_budget
from seasonal.capacity.instances import ImpossibleError
from seasonal.capacity.workers import Burst, cleared_after, workers_for


@pytest.mark.parametrize(
    ("pieces", "seconds", "rate", "utilisation", "workers"),
    [
        (36000, "0.2", "0", "0.65", 4),  # 7,200 s of work / (3,600 s x 0.65) = 3.08
        (18000, "0.2", "0", "1", 1),  # 3,600 / 3,600, exactly
        (0, "0.2", "10", "0.5", 4),  # 2 always at work / 0.5
        (36000, "0.2", "5", "0.75", 4),  # (36,000 + 18,000) x 0.2 / 2,700 = 4, exactly
    ],
)
def test_so_many_workers_clear_a_burst_within_the_hour(
    pieces: int, seconds: str, rate: str, utilisation: str, workers: int
) -> None:
    assert workers_for(Burst(pieces, Decimal(seconds), Decimal(rate)), utilisation=Decimal(utilisation)) == workers


def test_when_a_burst_is_cleared() -> None:
    assert cleared_after(Burst(36000, Decimal("0.2")), 4) == 1800


def test_a_burst_that_more_is_added_to_than_is_done_is_never_cleared() -> None:
    assert cleared_after(Burst(1, Decimal("0.2"), Decimal(10)), 2) is None


def test_connections_within_the_budget() -> None:
    holders = [Holder("queries DE", 6, 8), Holder("workers", 4, 2)]
    budget = connection_budget(holders, max_connections=100, reserved=10, utilisation=Decimal("0.6"))
    assert (budget.usable, budget.used, budget.left, budget.holds) == (54, 56, -2, False)


def test_a_reserve_of_everything_is_refused() -> None:
    with pytest.raises(ImpossibleError):
        connection_budget([], max_connections=100, reserved=100, utilisation=Decimal(1))
