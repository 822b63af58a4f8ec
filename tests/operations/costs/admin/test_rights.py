"""Who may open which page of costs and change what there, role by role."""

from typing import Any

import pytest
from django.test import Client

from operations.costs.models import AiBudget, AiUsage, Cost, CostImport, ExchangeRate, HourlyRate, VatRate
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.doors import EVERYONE, FROM_ADMINISTRATOR, FROM_CLERK, FROM_LEAD

pytestmark = pytest.mark.django_db
ROOT = "/admin/costs/"
RATES: dict[str, Any] = {
    "aibudget": AiBudget,
    "exchangerate": ExchangeRate,
    "hourlyrate": HourlyRate,
    "vatrate": VatRate,
}


def cost() -> Cost:
    made: Cost = Cost.objects.create(source="admin", external_id="K", territory="DE", kind="AI", amount=5)
    return made


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_open_which_page(desk: NewDesk, role: str | None) -> None:
    usage = AiUsage.objects.create(source="crm", external_id="U", territory="DE", amount=1)
    person, page = desk(role), f"{ROOT}cost/{cost().pk}/"
    made = CostImport.objects.create(user=person.user, file_name="kosten.csv", checksum="", state="FINISHED")
    doors: dict[str, tuple[str | None, ...]] = {
        f"{ROOT}cost/": FROM_CLERK,
        f"{page}change/": FROM_CLERK,
        f"{page}correct/": FROM_LEAD,
        f"{page}void/": FROM_LEAD,
        f"{page}delete/": (),
        f"{ROOT}cost/add/": FROM_LEAD,
        f"{ROOT}aiusage/": FROM_CLERK,
        f"{ROOT}aiusage/add/": (),
        f"{ROOT}aiusage/{usage.pk}/change/": FROM_CLERK,
        f"{ROOT}aiusage/{usage.pk}/void/": FROM_LEAD,
        f"{ROOT}costimport/": FROM_LEAD,
        f"{ROOT}costimport/add/": FROM_LEAD,
        f"{ROOT}costimport/{made.pk}/change/": FROM_LEAD,
        f"{ROOT}costimport/{made.pk}/refused.csv": FROM_LEAD,
        f"{ROOT}costimport/{made.pk}/refused.xlsx": FROM_LEAD,
    }
    for name, model in RATES.items():
        row = model.objects.all()[0]
        doors |= {f"{ROOT}{name}/": FROM_CLERK, f"{ROOT}{name}/{row.pk}/history/": FROM_CLERK}
        doors |= {f"{ROOT}{name}/{row.pk}/change/": FROM_CLERK, f"{ROOT}{name}/{row.pk}/delete/": ()}
        doors |= {f"{ROOT}{name}/add/": FROM_ADMINISTRATOR}
    answers = {path: person.get(path).status for path in doors}
    assert answers == {path: 200 if role in allowed else 403 for path, allowed in doors.items()}


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_change_what(desk: NewDesk, role: str | None) -> None:
    person, row, rate = desk(role), cost(), HourlyRate.objects.get()
    person.post(f"{ROOT}cost/{row.pk}/void/", {"confirm": "1", "why": "a test"})
    row.refresh_from_db()
    assert (row.voided_at is not None) == (role in FROM_LEAD)
    waiting = CostImport.objects.create(user=person.user, file_name="kosten.csv", checksum="")
    person.post(f"{ROOT}costimport/{waiting.pk}/discard/", {})
    waiting.refresh_from_db()
    assert (waiting.state == "DISCARDED") == (role in FROM_LEAD)
    person.post(
        f"{ROOT}hourlyrate/{rate.pk}/change/",
        {"team": "", "valid_from": "2020-01-01", "amount": "50", "currency": "EUR"},
    )
    rate.refresh_from_db()
    assert (rate.amount == 50) == (role in FROM_ADMINISTRATOR)


def test_costs_of_other_territories_are_not_there(desk: NewDesk) -> None:
    swiss, row = desk("administrator", territories=["CH"]), cost()
    assert swiss.get(f"{ROOT}cost/").listing == []
    assert swiss.get(f"{ROOT}cost/{row.pk}/change/").status == 302
    assert swiss.post(f"{ROOT}cost/{row.pk}/void/", {"confirm": "1", "why": "x"}).status == 404


def test_a_get_changes_nothing_and_neither_does_a_post_without_the_token(desk: NewDesk) -> None:
    boss, row = desk("superuser"), cost()
    made = CostImport.objects.create(user=boss.user, file_name="kosten.csv", checksum="")
    client = Client(enforce_csrf_checks=True)
    client.force_login(boss.user)
    for step in ("run", "discard"):
        assert boss.get(f"{ROOT}costimport/{made.pk}/{step}/").status == 405
        assert client.post(f"{ROOT}costimport/{made.pk}/{step}/").status_code == 403
    boss.get(f"{ROOT}cost/{row.pk}/void/", "confirm=1&why=x")
    assert client.post(f"{ROOT}cost/{row.pk}/void/", {"confirm": "1", "why": "x"}).status_code == 403
    assert client.post(f"{ROOT}cost/add/", {}).status_code == 403
    row.refresh_from_db()
    assert row.voided_at is None
