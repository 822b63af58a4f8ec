"""What campaigns brought for what they cost, against answers that were worked out by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from operations.costs.models import Cost, HourlyRate
from operations.facts.models import Campaign
from operations.kpis.measuring import measure, territories_seen_by
from operations.kpis.registry import KPIS
from tests.operations.kpis.scenes import NOW, ago, cost, fact, leads, order, present, total

pytestmark = pytest.mark.django_db


def campaign(spent: str | None = None, *, days: tuple[float, float] = (10, 2), **fields: Any) -> Campaign:
    """A campaign that ran from so many days ago until so many days ago, and what was spent on it in euros."""
    made: Campaign = fact(Campaign, started_at=ago(days=days[0]), ended_at=ago(days=days[1]), **fields)
    if spent is not None:
        cost(spent, campaign=made.external_id)
    return made


def sold(euros: int, *, territory: str = "DE", days: float = 5) -> None:
    """A lead that came in so many days ago, and ordered yesterday."""
    (lead,) = leads(1, territory, days=days)
    order(lead_id=lead.pk, territory=territory, amount=Decimal(euros), currency="EUR", placed_at=ago(days=1))


def hours(number: str, **fields: Any) -> Cost:
    """Sales time of three days ago."""
    when = {"starts_at": ago(days=3), "ends_at": ago(days=2)}
    return fact(Cost, kind="SALES_TIME", hours=Decimal(number), **when, **fields)  # type: ignore[no-any-return]


def rates(**euros: int) -> None:
    """What an hour costs, by team; `any` is of any team."""
    HourlyRate.objects.all().delete()
    for team, amount in euros.items():
        HourlyRate.objects.create(
            team="" if team == "any" else team, valid_from=date(2026, 1, 1), amount=Decimal(amount), currency="EUR"
        )


def test_it_is_of_the_leads_that_came_in_while_it_ran() -> None:
    campaign("200")
    sold(500, days=5)
    sold(900, days=20)

    assert total("campaign_return") == Decimal("1.5")


def test_a_campaign_that_cost_nothing_has_no_return() -> None:
    fact(Campaign, started_at=ago(days=10))

    assert present("campaign_return")[""] == (None, 0)


def test_a_campaign_that_brought_nothing_lost_what_it_cost() -> None:
    campaign("200")

    assert present("campaign_return")["DE"] == (Decimal(-1), 1)


def test_time_given_in_hours_costs_what_an_hour_of_the_team_costs() -> None:
    rates(any=40, Nord=60)
    running = campaign("200")
    hours("2.5", campaign=running.external_id)  # 100
    hours("5", campaign=running.external_id, team="Nord")  # 300
    hours("7", campaign="another")
    sold(900)

    assert total("campaign_return") == Decimal("0.5")  # 900 / 600 - 1


def test_a_campaign_that_cost_hours_alone_has_a_return() -> None:
    rates(any=40)
    hours("5", campaign=campaign().external_id)
    sold(500)

    assert present("campaign_return")[""] == (Decimal("1.5"), 1)


def test_an_order_that_two_campaigns_brought_counts_once() -> None:
    campaign("200", days=(10, 2))
    campaign("300", days=(8, 4))
    sold(900, days=5)  # came in during both
    sold(100, days=9)  # and this one during the first

    assert present("campaign_return")["DE"] == (Decimal(1), 2)  # 1000 / 500 - 1
    assert total("campaign_return") == Decimal(1)


def test_an_order_counts_for_a_territory_and_once_in_the_total() -> None:
    campaign("300", territory="DE")
    campaign("100", territory="AT")
    campaign("200", territory="")  # of all of them
    sold(600, territory="DE")
    sold(300, territory="AT")
    sold(900, territory="CH")

    assert present("campaign_return") == {
        "": (Decimal(2), 3),  # 1800 / 600 - 1
        "DE": (Decimal(1), 1),
        "AT": (Decimal(2), 1),
    }


def test_a_campaign_without_costs_brings_its_orders_to_no_other() -> None:
    campaign("200", days=(10, 8))
    campaign(days=(6, 2))
    sold(900, days=5)

    assert total("campaign_return") == Decimal(-1)


def test_each_time_counts_the_order_for_its_own_campaigns() -> None:
    campaign("200", days=(40, 2))
    campaign("300", days=(8, 2))
    sold(600, days=5)
    edges = [ago(days=90), ago(days=30), NOW]
    found = measure(KPIS["campaign_return"], edges=edges, territories=territories_seen_by(None), now=NOW)

    assert [each.value for each in found if each.territory == ""] == [Decimal(2), Decimal(1)]
