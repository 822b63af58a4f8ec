"""A season is planned, taken step by step, and copied."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from core.models import User
from core.territory import Territory
from seasonal.errors import SeasonConflict, SeasonRefused
from seasonal.models import Region, RegionShare, Season, SeasonState
from seasonal.planning.demand import TerritoryDemand
from seasonal.querysets.planning import load_calendar
from seasonal.services.seasons import (
    activate_season,
    end_season,
    next_step,
    open_season,
    plan_season,
)
from seasonal.services.shares import set_shares
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor() -> User:
    made: User = UserFactory.create(role="lead")
    return made


def season(kind: str = "oktoberfest", year: int = 2027) -> Season:
    return Season.objects.get(kind=kind, starts_on__year=year)


def test_a_season_goes_from_planned_to_over(actor: User) -> None:
    one = season()
    open_season(season=one, actor=actor)
    assert season().state == "OPEN"
    activate_season(season=one, actor=actor, reason="Plan follows")
    assert season().state == "ACTIVE"
    end_season(season=one, actor=actor)
    one.refresh_from_db()
    assert one.state == "OVER"
    assert next_step(one) is None


def test_no_step_is_left_out(actor: User) -> None:
    with pytest.raises(SeasonConflict):
        activate_season(season=season(), actor=actor, reason="Early")


def test_a_step_is_taken_once(actor: User) -> None:
    one, same = season(), season()
    open_season(season=one, actor=actor)
    with pytest.raises(SeasonConflict):
        open_season(season=same, actor=actor)


def test_what_is_planned_never_changes_the_state(actor: User) -> None:
    old = season()
    open_season(season=season(), actor=actor)
    old.overall_factor = Decimal("4.5")
    assert plan_season(season=old, actor=actor).state == SeasonState.OPEN
    assert season().overall_factor == Decimal("4.5")


def test_a_season_that_is_over_stays_as_it_is(actor: User) -> None:
    past = season(year=2024)
    past.overall_factor = Decimal(9)
    with pytest.raises(SeasonRefused):
        plan_season(season=past, actor=actor)


@pytest.mark.parametrize(("field", "value"), [("ends_on", date(2027, 8, 1)), ("overall_factor", Decimal("0.5"))])
def test_what_cannot_be_is_refused_by_its_field(actor: User, field: str, value: object) -> None:
    one = season()
    setattr(one, field, value)
    with pytest.raises(SeasonRefused) as refused:
        plan_season(season=one, actor=actor)
    assert refused.value.field == field


def test_what_was_changed_is_kept_with_who_did_it(actor: User) -> None:
    one = season()
    open_season(season=one, actor=actor)
    assert one.history.latest("pgh_id").pgh_context["user"] == actor.pk  # type: ignore[attr-defined]


def test_the_first_figures_give_the_factors_of_the_issue() -> None:
    found = load_calendar(date(2027, 1, 1), date(2027, 12, 31))
    factors = {
        (each.kind, territory): found.factor(each, territory).factor
        for each in found.seasons
        for territory in Territory.values
    }
    assert factors == {
        ("asparagus", "DE"): 3,
        ("asparagus", "CH"): 1,
        ("asparagus", "AT"): 1,
        ("oktoberfest", "DE"): 4,
        ("oktoberfest", "CH"): Decimal("1.5"),
        ("oktoberfest", "AT"): Decimal("1.5"),
        ("christmas", "DE"): 5,
        ("christmas", "CH"): 4,
        ("christmas", "AT"): 4,
        ("ski", "DE"): 1,
        ("ski", "CH"): 1,
        ("ski", "AT"): 2,
    }


def test_a_year_is_loaded_in_five_queries(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(5):  # type: ignore[operator]
        found = load_calendar(date(2027, 1, 1), date(2027, 12, 31))
    assert TerritoryDemand(found, Territory.DE).peak_of(date(2027, 12, 10)) == 5


def test_a_season_that_one_region_feels_is_no_peak() -> None:
    assert [each.kind for each in Season.objects.on(date(2027, 12, 10))] == ["christmas"]


def germany(bavaria: str, baden: str, rest: str) -> dict[str, Decimal]:
    return {
        "bavaria": Decimal(bavaria),
        "baden-wuerttemberg": Decimal(baden),
        "rest-of-germany": Decimal(rest),
    }


def test_shares_are_set_for_all_regions_at_once(actor: User) -> None:
    day = date(2027, 1, 1)
    set_shares(
        actor=actor,
        territory="DE",
        valid_from=day,
        percents=germany("60", "10", "30"),
        is_assumption=False,
        source="CRM",
    )
    found = load_calendar(day, date(2027, 12, 31))
    oktoberfest = next(each for each in found.seasons if each.kind == "oktoberfest")
    assert found.factor(oktoberfest, "DE").factor == Decimal("4.4")  # 0.6 x 6 + 0.1 x 2 + 0.3 x 2: the regions win


def test_shares_that_are_not_the_whole_are_refused(actor: User) -> None:
    with pytest.raises(SeasonRefused, match="90"):
        set_shares(
            actor=actor,
            territory="DE",
            valid_from=date(2027, 1, 1),
            percents=germany("50", "10", "30"),
            is_assumption=True,
        )


def test_the_database_holds_the_shares_together() -> None:
    def change() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            RegionShare.objects.filter(region__code="bavaria").update(percent=99)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    with pytest.raises(IntegrityError, match="100"):
        change()


def test_a_region_stays_in_its_territory() -> None:
    with pytest.raises(IntegrityError, match="stays"):
        Region.objects.filter(code="bavaria").update(territory="AT")


def test_what_is_supposed_says_so() -> None:
    supposed = RegionShare.objects.filter(is_assumption=True).values_list("region__code", flat=True)
    assert set(supposed) == {"bavaria", "baden-wuerttemberg", "rest-of-germany"}
