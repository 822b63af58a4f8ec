"""Costs in the admin: entered, seen, corrected, voided."""

from decimal import Decimal

import pytest

from core.walltime import berlin_wall
from operations.costs.models import AiUsage, Cost
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.leads.consumers.crm import report

pytestmark = pytest.mark.django_db
COSTS, NEW = "/admin/costs/cost/", "/admin/costs/cost/add/"
SENT = {
    "kind": "INFRASTRUCTURE",
    "amount": "1012,50",
    "currency": "EUR",
    "first_day": "2026-03-01",
    "last_day": "2026-03-31",
    "territory": "DE",
}


def test_a_cost_is_entered_as_germans_write_it(boss: Desk) -> None:
    page = boss.post(NEW, {**SENT, "team": "Süd", "user": str(boss.user.pk)}, follow=True)
    cost = Cost.objects.get()
    assert (cost.amount, cost.currency, cost.territory, cost.team) == (Decimal("1012.5"), "EUR", "DE", "Süd")
    assert cost.user_id == boss.user.pk
    assert cost.starts_at is not None
    assert cost.ends_at is not None
    assert [f"{berlin_wall(at):%d.%m. %H}" for at in (cost.starts_at, cost.ends_at)] == ["01.03. 00", "01.04. 00"]
    assert "1.012,50" in page.text
    assert str(boss.user) in page.table("history")[0][1]
    row = boss.get(COSTS).listing[0]
    assert (row[0], row[2], row[3]) == (cost.external_id, "1.012,50 EUR", "01.03.2026 – 31.03.2026")


def test_hours_of_sales_time_take_no_amount(boss: Desk) -> None:
    boss.post(NEW, {**SENT, "kind": "SALES_TIME", "amount": "", "hours": "7,5"})
    cost = Cost.objects.get()
    assert (cost.amount, cost.hours) == (None, Decimal("7.5"))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"amount": ""}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"hours": "2"}, "hours"),
        ({"amount": "", "hours": "2"}, "hours"),  # infrastructure is not counted in hours
        ({"last_day": "2026-02-28"}, "last_day"),
        ({"first_day": ""}, "first_day"),
    ],
)
def test_what_means_nothing_is_refused_and_stays_typed(boss: Desk, typed: dict[str, str], field: str) -> None:
    answer = boss.post(NEW, {**SENT, **typed, "note": "Miete"})
    assert (answer.status, list(answer.errors)) == (422, [field])
    assert answer.fields["note"] == "Miete"
    assert not Cost.objects.exists()


def test_costs_are_entered_in_ones_own_territories_only(desk: NewDesk) -> None:
    swiss = desk("lead", territories=["CH"])
    for territory in ("DE", ""):
        assert "territory" in swiss.post(NEW, {**SENT, "amount": "5", "territory": territory}).errors
    assert not Cost.objects.exists()


def test_a_cost_is_corrected_with_a_preview(boss: Desk) -> None:
    boss.post(NEW, SENT)
    path = f"{COSTS}{Cost.objects.get().pk}/correct/"
    shown = boss.preview(path, {**boss.get(path).fields, "amount": "12,50", "why": "Tippfehler"})
    assert list(shown.comparison.values()) == [("1.012,50", "12,50")]
    boss.confirm(path, shown)
    assert Cost.objects.get().amount == Decimal("12.5")
    answer = boss.preview(path, {**boss.get(path).fields, "hours": "3", "why": "x"})
    assert (answer.status, list(answer.errors)) == (422, ["hours"])


def test_the_use_of_ai_is_seen_and_voided_not_corrected(boss: Desk) -> None:
    report(
        "ai.usage", 1, 1, provider="A", model="m-1", amount="0.25", currency="EUR", confidence=0.4, purpose="routing"
    )
    usage = AiUsage.objects.get()
    page = f"/admin/costs/aiusage/{usage.pk}/"
    assert "m-1" in boss.get(f"{page}change/").text
    assert boss.get("/admin/costs/aiusage/").listing[0][5] == "0,25 EUR"
    assert f"{page}correct/" not in boss.get(f"{page}change/").links
    assert boss.get(f"{page}correct/").status in (302, 404)
    boss.post(f"{page}void/", {"confirm": "1", "why": "Test"})
    usage.refresh_from_db()
    assert usage.void_reason == "Test"


def test_dates_narrow_the_list(boss: Desk) -> None:
    boss.post(NEW, SENT)
    for query, rows in (
        ("starts_at__gte=2026-03-01", 1),
        ("starts_at__gt=2026-03-01", 0),
        ("ends_at__lt=2026-04-01", 0),
    ):
        assert len(boss.get(COSTS, query).listing) == rows
