"""The load of an instant: which season, on which basis, and what a campaign adds. Computed by hand beside each case."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from core.territory import Territory
from seasonal.capacity.factors import Basis
from seasonal.planning.calendar import PlannedCampaign, SeasonCalendar, Shares
from seasonal.planning.demand import TerritoryDemand, levels
from tests.seasonal.planning.calendars import AUSTRIA, CHRISTMAS, GERMANY, OKTOBERFEST, SKI, calendar

BERLIN = ZoneInfo("Europe/Berlin")


def at(month: int, day: int, hour: int = 12, year: int = 2027) -> datetime:
    return datetime(year, month, day, hour, tzinfo=BERLIN)


def germany(found: SeasonCalendar) -> TerritoryDemand:
    return TerritoryDemand(found, Territory.DE)


def austria(found: SeasonCalendar) -> TerritoryDemand:
    return TerritoryDemand(found, Territory.AT)


def test_the_overall_factor_wins_at_oktoberfest() -> None:
    found = calendar().factor(OKTOBERFEST, "DE")  # 0.16 x 6 + 0.13 x 2 + 0.71 x 2 = 2.64
    assert (found.factor, found.basis, found.regions) == (Decimal(4), Basis.OVERALL, Decimal("2.64"))


def test_the_overall_factor_is_that_of_the_main_market_alone() -> None:
    found = calendar().factor(OKTOBERFEST, "AT")
    assert (found.factor, found.basis, found.overall) == (Decimal("1.5"), Basis.REGIONS, None)


def test_a_season_without_uplifts_leaves_a_territory_as_it_is() -> None:
    assert calendar().factor(SKI, "DE").basis is Basis.NORMAL


def test_shares_count_from_their_day() -> None:
    later = Shares("DE", date(2027, 10, 1), [("bavaria", "Bayern", Decimal(1))], is_assumption=False)
    found = germany(SeasonCalendar([OKTOBERFEST], [GERMANY, later], []))
    assert [found.at(at(9, 30)).factor, found.at(at(10, 1)).factor] == [4, 6]


@pytest.mark.parametrize(("hour", "factor"), [(7, 1), (8, 4), (19, 4), (20, 1)])
def test_a_season_is_felt_in_its_hours(hour: int, factor: int) -> None:
    assert germany(calendar(OKTOBERFEST)).at(at(9, 15, hour)).factor == factor


@pytest.mark.parametrize(("day", "factor"), [(date(2027, 8, 31), 1), (date(2027, 9, 1), 4), (date(2027, 10, 16), 1)])
def test_a_season_is_felt_from_its_first_to_its_last_day(day: date, factor: int) -> None:
    assert germany(calendar(OKTOBERFEST)).peak_of(day) == factor


def test_overlapping_seasons_take_the_larger_and_name_the_other() -> None:
    found = austria(calendar(SKI, CHRISTMAS)).at(at(12, 10))
    assert found.factor == 4  # not 4 + 2, nor 4 x 2
    assert found.season is not None
    assert found.season.season is CHRISTMAS
    assert [each.season for each in found.others] == [SKI]


def test_a_season_goes_on_over_new_year() -> None:
    assert austria(calendar(SKI)).at(at(1, 2, year=2028)).factor == 2


def campaign(burst: str, ratio: str, territory: str = "DE", name: str = "Wiesn-Mailing") -> PlannedCampaign:
    return PlannedCampaign(name, territory, at(9, 15, 10), at(9, 15, 22), Decimal(burst), Decimal(ratio))


@pytest.mark.parametrize(("hour", "factor"), [(9, "4"), (10, "5.2"), (20, "1.3"), (22, "1")])
def test_a_campaign_raises_the_window(hour: int, factor: str) -> None:
    found = germany(calendar(OKTOBERFEST, campaigns=(campaign("2.5", "0.2"),)))  # 1 + 0.2 x 1.5 = 1.3
    assert found.at(at(9, 15, hour)).factor == Decimal(factor)


def test_of_campaigns_at_once_the_strongest_counts() -> None:
    both = (campaign("2", "0.1", name="weak"), campaign("3", "0.1", name="strong"))
    found = germany(calendar(campaigns=both)).at(at(9, 15, 12))
    assert (found.factor, found.campaign and found.campaign.name) == (Decimal("1.2"), "strong")


def test_a_campaign_elsewhere_changes_nothing() -> None:
    assert germany(calendar(campaigns=(campaign("3", "1", "AT"),))).at(at(9, 15)).factor == 1


def test_the_hours_of_a_year_by_their_factor() -> None:
    found = levels(germany(calendar(OKTOBERFEST)), date(2027, 1, 1), date(2027, 12, 31))
    assert found == {Decimal(1): 8760 - 45 * 12, Decimal(4): 45 * 12}


def test_a_day_of_25_hours_has_25() -> None:
    found = levels(austria(SeasonCalendar([], [AUSTRIA], [])), date(2027, 10, 31), date(2027, 10, 31))
    assert found == {Decimal(1): 25}


def test_hours_follow_one_another_in_utc() -> None:
    found = germany(calendar()).hourly(at(3, 28, 0), at(3, 29, 0))  # a day of 23 hours
    assert len(found) == 23
    assert found[0][0] == datetime(2027, 3, 27, 23, tzinfo=UTC)
