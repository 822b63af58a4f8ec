"""Money: rates of their day, costs spread over their time, and value-added tax."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from core.walltime import berlin_instant
from operations.costs.models import AiUsage, Cost, ExchangeRate, HourlyRate, VatRate
from tests.factories import LeadFactory
from tests.leads.consumers.crm import day, report

pytestmark = pytest.mark.django_db


def sql(statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def berlin(*numbers: int) -> datetime:
    return berlin_instant(datetime(*numbers))  # type: ignore[arg-type]  # noqa: DTZ001  (a wall time)


def cost(amount: str, first: datetime, last: datetime, **details: Any) -> Cost:
    count = Cost.objects.count()
    return Cost.objects.create(
        source="test", external_id=str(count), amount=Decimal(amount), starts_at=first, ends_at=last, **details
    )


@pytest.mark.parametrize(
    ("territory", "on", "rate"),
    [
        ("DE", date(2020, 6, 30), "0.1900"),
        ("DE", date(2020, 7, 1), "0.1600"),
        ("DE", date(2020, 12, 31), "0.1600"),
        ("DE", date(2021, 1, 1), "0.1900"),
        ("AT", date(2026, 1, 1), "0.2000"),
        ("CH", date(2023, 12, 31), "0.0770"),
        ("CH", date(2024, 1, 1), "0.0810"),
    ],
)
def test_value_added_tax_is_that_of_the_day(territory: str, on: date, rate: str) -> None:
    assert sql("SELECT vat_rate(%s, %s)", territory, on) == [(Decimal(rate),)]


def test_before_the_first_rate_there_is_none() -> None:
    VatRate.objects.filter(territory="CH").delete()
    assert sql("SELECT vat_rate('CH', '2026-01-01')") == [(None,)]


def test_francs_are_changed_at_the_rate_of_the_day() -> None:
    ExchangeRate.objects.all().delete()
    ExchangeRate.objects.create(currency="CHF", valid_from=date(2026, 1, 1), euros=Decimal("1.05"))
    ExchangeRate.objects.create(currency="CHF", valid_from=date(2026, 3, 1), euros=Decimal("1.10"))

    changed = sql("SELECT in_euros(100, 'CHF', d::date) FROM unnest(ARRAY['2026-02-28', '2026-03-01']) d")
    assert changed == [(Decimal("105.000000"),), (Decimal("110.000000"),)]
    assert sql("SELECT in_euros(100, 'EUR', '2026-01-01')") == [(Decimal(100),)]
    assert sql("SELECT in_euros(100, 'CHF', '2025-12-31')") == [(None,)]


def test_a_cost_spreads_evenly_over_its_time() -> None:
    cost("300", berlin(2026, 4, 1), berlin(2026, 5, 1), territory="DE", kind="INFRASTRUCTURE")
    edges = [berlin(2026, 3, 31), berlin(2026, 4, 2), berlin(2026, 4, 12), berlin(2026, 5, 10)]

    found = sql("SELECT bucket, round(euros, 6) FROM costs_between(%s) ORDER BY 1", edges)
    assert found == [(1, Decimal(10)), (2, Decimal(100)), (3, Decimal(190))]


def test_a_cost_of_a_month_with_a_change_of_clocks_is_spread_by_the_hours_there_were() -> None:
    cost("743", berlin(2026, 3, 1), berlin(2026, 4, 1), territory="DE", kind="INFRASTRUCTURE")  # 31 days, an hour short

    ((euros,),) = sql("SELECT round(sum(euros), 6) FROM costs_between(%s)", [berlin(2026, 3, 29), berlin(2026, 3, 30)])
    assert euros == Decimal(23)


def test_hours_cost_what_an_hour_of_the_team_cost_that_day() -> None:
    HourlyRate.objects.all().delete()
    HourlyRate.objects.create(team="", valid_from=date(2026, 1, 1), amount=Decimal(40), currency="EUR")
    HourlyRate.objects.create(team="Süd", valid_from=date(2026, 2, 1), amount=Decimal(50), currency="EUR")
    first, last = berlin(2026, 2, 2, 8), berlin(2026, 2, 2, 18)
    for team in ("Süd", "Nord"):
        Cost.objects.create(
            source="test",
            external_id=team,
            team=team,
            kind="SALES_TIME",
            hours=Decimal("7.5"),
            starts_at=first,
            ends_at=last,
        )

    found = sql("SELECT team, round(euros, 2) FROM costs_between(%s) ORDER BY 1", [first, last])
    assert found == [("Nord", Decimal("300.00")), ("Süd", Decimal("375.00"))]


def test_what_is_voided_costs_nothing() -> None:
    row = cost("300", berlin(2026, 4, 1), berlin(2026, 5, 1))
    Cost.objects.filter(pk=row.pk).update(voided_at=berlin(2026, 5, 1), void_reason="doppelt")

    assert sql("SELECT * FROM costs_between(%s)", [berlin(2026, 4, 1), berlin(2026, 5, 1)]) == []


def test_a_reported_cost_belongs_to_its_berlin_month() -> None:
    lead = LeadFactory.create(created_at=day(0))
    report(
        "cost.recorded", lead.pk, 1, cost_id="K-1", kind="INFRASTRUCTURE", amount="310.50", currency="EUR",
        period="2026-03",
    )  # fmt: skip

    row = Cost.objects.get()
    assert (row.kind, row.amount, row.starts_at, row.ends_at) == (
        "INFRASTRUCTURE", Decimal("310.50"), berlin(2026, 3, 1), berlin(2026, 4, 1),
    )  # fmt: skip


def test_the_use_of_ai_costs_when_it_happens() -> None:
    lead = LeadFactory.create(created_at=day(0))
    report(
        "ai.usage", lead.pk, 1, provider="A", model="m", amount="0.25", currency="EUR", confidence=0.4,
        purpose="routing", input_tokens=10,
    )  # fmt: skip

    usage = AiUsage.objects.get()
    assert (usage.used_at, usage.confidence, usage.purpose) == (day(1), Decimal("0.4"), "routing")
    found = sql("SELECT bucket, kind, territory, euros FROM costs_between(%s)", [day(0), day(1), day(2)])
    assert found == [(2, "AI", "DE", Decimal("0.250000"))]
