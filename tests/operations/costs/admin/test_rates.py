"""Budgets and rates: added and changed by administrators, with a history."""

from datetime import date
from decimal import Decimal

import pytest

from operations.costs.models import AiBudget, HourlyRate, VatRate
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk

pytestmark = pytest.mark.django_db
BUDGETS, VAT, HOURS = "/admin/costs/aibudget/", "/admin/costs/vatrate/", "/admin/costs/hourlyrate/"


@pytest.fixture
def admin(desk: NewDesk) -> Desk:
    """An administrator who reads German."""
    return desk("administrator", language="de")


def test_value_added_tax_is_typed_in_percent(admin: Desk) -> None:
    admin.post(f"{VAT}add/", {"territory": "CH", "valid_from": "01.01.2027", "rate": "8,5"})
    rate = VatRate.objects.get(territory="CH", valid_from=date(2027, 1, 1))
    assert rate.rate == Decimal("0.085")
    assert "8,50" in admin.get(f"{VAT}{rate.pk}/change/").response.content.decode()
    assert any(row[-1].startswith("8,50") for row in admin.get(VAT).listing)


def test_a_change_is_in_the_history(admin: Desk) -> None:
    rate = HourlyRate.objects.get()
    sent = {"team": "", "valid_from": "01.01.2020", "amount": "52,50", "currency": "EUR"}
    assert admin.post(f"{HOURS}{rate.pk}/change/", sent).status == 302
    _when, who, _why, what = admin.get(f"{HOURS}{rate.pk}/history/").table("history")[0]
    assert str(admin.user) in who
    assert "45,00 → 52,50" in what


def test_no_second_one_from_the_same_day_on(admin: Desk) -> None:
    sent = {"team": "", "valid_from": "01.01.2020", "amount": "1", "currency": "EUR"}
    assert list(admin.post(f"{HOURS}add/", sent).errors) == ["valid_from"]


def test_a_budget_begins_with_a_month_and_is_above_zero(admin: Desk) -> None:
    sent = {"territory": "DE", "valid_from": "15.01.2027", "amount": "0", "currency": "EUR"}
    assert set(admin.post(f"{BUDGETS}add/", sent).errors) >= {"valid_from", "amount"}
    assert not AiBudget.objects.filter(valid_from__year=2027).exists()
