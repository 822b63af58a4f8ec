"""Objectives: a burn rate that can never fire is refused where it is declared."""

from decimal import Decimal
from itertools import product

import pytest

from operations.monitoring.rules import OBJECTIVES
from operations.monitoring.rules.objectives import Objective, ObjectiveUnreachable, check_burn_rate


def objective(target: str, burn_rate: str) -> Objective:
    return Objective(
        name="tea",
        kpi="tea",
        target=Decimal(target),
        burn_rate=Decimal(burn_rate),
        good="good",
        total="total",
        long="6h",
        short="30m",
        least=10,
    )


def test_the_burn_rate_of_every_handbook_is_refused_where_it_cannot_fire() -> None:
    with pytest.raises(ObjectiveUnreachable, match=r"tea: a burn rate of 14.4 can never be exceeded.*it is 6\.67"):
        objective("0.85", "14.4")
    assert objective("0.95", "14.4").burn_rate == Decimal("14.4")


@pytest.mark.parametrize(("target", "burn_rate"), [("0.80", "5"), ("0.5", "2"), ("0.95", "20"), ("0.99", "100")])
def test_a_burn_rate_that_total_failure_only_reaches_is_refused(target: str, burn_rate: str) -> None:
    with pytest.raises(ObjectiveUnreachable):
        objective(target, burn_rate)
    assert objective(target, str(Decimal(burn_rate) - Decimal("0.1"))).least == 10


@pytest.mark.parametrize(("target", "burn_rate"), [("1", "2"), ("0", "2"), ("1.5", "2"), ("0.9", "1"), ("0.9", "0.5")])
def test_what_is_no_objective_is_refused(target: str, burn_rate: str) -> None:
    with pytest.raises(ObjectiveUnreachable):
        objective(target, burn_rate)


def test_it_is_refused_exactly_where_total_failure_would_be_silent() -> None:
    for percent, tenths in product(range(1, 100), range(11, 300, 7)):
        target, burn_rate = Decimal(percent) / 100, Decimal(tenths) / 10
        fires = burn_rate * (1 - target) < 1  # everything fails: a share of 1 is over the limit
        try:
            check_burn_rate(target=target, burn_rate=burn_rate, what="it")
        except ObjectiveUnreachable:
            assert not fires, (target, burn_rate)
        else:
            assert fires, (target, burn_rate)


def test_ours_are_for_key_figures_that_there_are() -> None:
    assert {each.kpi for each in OBJECTIVES} == {"sample_success", "reminder_sla"}
