"""Instances: golden cases with their arithmetic beside them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seasonal.capacity.instances import ImpossibleError, in_work, instances_for, instances_short, need


@pytest.mark.parametrize(
    ("baseline", "factor", "per_instance", "utilisation", "instances"),
    [
        (50, 5, 20, "0.60", 21),  # 250 / 12 = 20.83
        (50, 4, 20, "0.55", 19),  # 200 / 11 = 18.18
        (50, 3, 20, "0.50", 15),  # 150 / 10 = 15, exactly
        (12, 1, 20, "0.60", 1),  # 12 / 12 = 1, exactly
        ("12.0001", 1, 20, "0.60", 2),
        (0, 5, 20, "0.60", 0),
        (7, 3, "0.7", "0.3", 100),  # 21 / 0.21 = 100, which floats make 101
    ],
)
def test_the_short_form(baseline: str, factor: str, per_instance: str, utilisation: str, instances: int) -> None:
    assert (
        instances_short(
            baseline=Decimal(baseline),
            factor=Decimal(factor),
            per_instance=Decimal(per_instance),
            utilisation=Decimal(utilisation),
        )
        == instances
    )


def test_littles_law() -> None:
    busy = in_work(Decimal(250), Decimal("0.16"))  # 250 requests a second of 160 ms: 40 in work
    assert busy == 40
    assert instances_for(busy, concurrency=Decimal(8), utilisation=Decimal("0.6")) == 9  # 40 / 4.8 = 8.33


def test_the_reserve_and_the_padding_are_lines_of_their_own() -> None:
    found = need(Decimal(40), 21)  # 21 + 1 = 22; 22 x 1.1 = 24.2
    assert (found.needed, found.reserve, found.padding, found.total) == (21, 1, 3, 25)


def test_nothing_to_do_needs_nothing() -> None:
    assert need(Decimal(0), 0).total == 0


@pytest.mark.parametrize("utilisation", ["0", "-0.1", "1.01"])
def test_a_utilisation_that_cannot_be_is_refused(utilisation: str) -> None:
    with pytest.raises(ImpossibleError, match="utilisation"):
        instances_for(Decimal(10), concurrency=Decimal(8), utilisation=Decimal(utilisation))


amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10000), places=2)


@given(amounts, amounts, st.decimals(min_value=Decimal("0.01"), max_value=Decimal(1), places=2))
def test_they_carry_the_load_and_one_fewer_would_not(busy: Decimal, concurrency: Decimal, utilisation: Decimal) -> None:
    count = instances_for(busy, concurrency=concurrency, utilisation=utilisation)
    assert (count - 1) * concurrency * utilisation < busy <= count * concurrency * utilisation
