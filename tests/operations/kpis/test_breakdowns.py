"""What a lead cost by representative and team, worked out by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from operations.costs.models import Cost, HourlyRate
from operations.kpis.breakdowns import Breakdown, cost_per_lead
from operations.kpis.measuring import territories_seen_by
from tests.factories import LeadFactory, UserFactory
from tests.operations.kpis.scenes import NOW, ago, cost, fact, present, usage

pytestmark = pytest.mark.django_db

Row = tuple[float, int, float | None]


def measured(territories: list[str] | None = None) -> Breakdown:
    seen = territories_seen_by(None) if territories is None else territories
    return cost_per_lead(since=NOW - timedelta(days=30), until=NOW, territories=seen)


def users(found: Breakdown) -> dict[int | None, Row]:
    return {
        share.user_id: (float(share.euros), share.leads, None if share.each is None else float(share.each))
        for share in found.users
    }


def teams(found: Breakdown) -> dict[str, Row]:
    return {
        share.team: (float(share.euros), share.leads, None if share.each is None else float(share.each))
        for share in found.teams
    }


def test_by_representative_and_by_their_team() -> None:
    anna, ben, cleo = UserFactory.create_batch(3)
    HourlyRate.objects.create(team="south", valid_from=ago(days=400), amount=Decimal(40), currency="EUR")
    for user, number in ((anna, 4), (ben, 2)):
        LeadFactory.create_batch(number, user=user, territory="DE", created_at=ago(days=3))
    hours = {"hours": 2, "starts_at": ago(days=3), "ends_at": ago(days=2), "kind": "SALES_TIME"}
    fact(Cost, user_id=anna.pk, team="south", **hours)  # 80 euros
    cost("60", user_id=ben.pk, team="north", kind="SALES_TIME")
    cost("15", user_id=cleo.pk, kind="SALES_TIME")
    cost("30", team="north")
    cost("100")
    usage(amount=Decimal(20), currency="EUR", user_id=anna.pk)  # of her team by her

    found = measured()
    assert users(found) == {
        anna.pk: (100, 4, 25),
        ben.pk: (60, 2, 30),
        cleo.pk: (15, 0, None),
        None: (130, 0, None),
    }
    assert teams(found) == {"south": (100, 4, 25), "north": (90, 2, 45), "": (115, 0, None)}


def test_both_cuts_add_up_to_the_key_figure() -> None:
    anna, ben = UserFactory.create_batch(2)
    LeadFactory.create_batch(3, user=anna, territory="DE", created_at=ago(days=3))
    LeadFactory.create_batch(2, user=ben, territory="CH", created_at=ago(days=3))
    cost("75", user_id=anna.pk, team="south")
    cost("25", territory="")

    value, population = present("cost_per_lead")[""]
    found = measured()
    for cut in (found.users, found.teams):
        assert sum(share.leads for share in cut) == population == 5
        assert sum(share.euros for share in cut) / population == value == 20


def test_a_territory_has_its_own() -> None:
    anna = UserFactory.create()
    LeadFactory.create_batch(2, user=anna, territory="DE", created_at=ago(days=3))
    LeadFactory.create_batch(1, user=anna, territory="CH", created_at=ago(days=3))
    cost("30", user_id=anna.pk, territory="CH")
    cost("80", user_id=anna.pk, territory="DE")

    assert users(measured(["CH"])) == {anna.pk: (30, 1, 30)}


def test_without_anything_there_is_nothing() -> None:
    assert measured() == Breakdown([], [])
