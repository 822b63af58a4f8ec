"""The factor of a territory: computed by hand beside each case."""

from decimal import Decimal

import pytest

from seasonal.capacity.factors import Basis, Region, SharesError, factor_of_uplift, territory_factor, weighted

BAVARIA, REST = Region("Bayern", Decimal("0.3"), Decimal(5)), Region("übriges DE", Decimal("0.7"), Decimal(1))


@pytest.mark.parametrize(("percent", "factor"), [(300, 4), (0, 1), (50, "1.5"), (500, 6), (-100, 0)])
def test_an_uplift_of_so_many_percent_is_that_factor(percent: int, factor: str) -> None:
    assert factor_of_uplift(Decimal(percent)) == Decimal(factor)


def test_regions_count_by_their_share() -> None:
    assert weighted([BAVARIA, REST]) == Decimal("3.2")  # 0.3 x 6 + 0.7 x 2


def test_the_overall_factor_wins_where_it_is_larger() -> None:
    found = territory_factor(overall=Decimal(4), regions=[BAVARIA, REST])
    assert (found.factor, found.basis, found.regions) == (Decimal(4), Basis.OVERALL, Decimal("3.2"))


def test_the_regions_win_where_they_are_larger() -> None:
    half = [
        Region("Bayern", Decimal("0.6"), Decimal(5)),
        Region("übriges DE", Decimal("0.4"), Decimal(1)),
    ]  # 0.6 x 6 + 0.4 x 2 = 4.4
    found = territory_factor(overall=Decimal(4), regions=half)
    assert (found.factor, found.basis) == (Decimal("4.4"), Basis.REGIONS)


def test_without_an_overall_factor_the_regions_decide() -> None:
    found = territory_factor(overall=None, regions=[Region("CH", Decimal(1), Decimal("0.5"))])
    assert (found.factor, found.basis) == (Decimal("1.5"), Basis.REGIONS)


def test_no_season_is_the_normal_load() -> None:
    assert territory_factor(overall=None, regions=[]).factor == 1


def test_a_decline_plans_no_less_than_the_normal_load() -> None:
    found = territory_factor(overall=None, regions=[Region("AT", Decimal(1), Decimal("-0.5"))])
    assert (found.factor, found.basis) == (Decimal(1), Basis.NORMAL)


def test_shares_that_are_not_the_whole_are_refused() -> None:
    with pytest.raises(SharesError, match="90"):
        weighted([Region("Bayern", Decimal("0.3"), Decimal(5)), Region("übriges DE", Decimal("0.6"), Decimal(1))])
