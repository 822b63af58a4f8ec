"""Who may open which page of facts and change what there, role by role."""

import pytest
from django.test import Client

from operations.facts.models import BusinessFact, DataProtectionRequest, Sample
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.doors import EVERYONE, FROM_LEAD, FROM_VIEWER
from tests.operations.facts.admin.scene import FACTS, KINDS, REQUESTS, one_of_each, page_of, privacy_request, step_of

pytestmark = pytest.mark.django_db
STEPS = ("correct", "void")
ENTERED = {
    "right": "ACCESS",
    "received_at_0": "2026-01-31",
    "received_at_1": "17:00",
    "territory": "DE",
    "confirm": "1",
}


def facts() -> list[BusinessFact]:
    one_of_each()
    return [model.objects.get() for model in KINDS.values()]


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_open_which_page(desk: NewDesk, role: str | None) -> None:
    request = privacy_request()
    doors: dict[str, tuple[str | None, ...]] = {
        REQUESTS: FROM_LEAD,
        page_of(request): FROM_LEAD,
        f"{REQUESTS}add/": FROM_LEAD,
    }
    doors |= {step_of(request, step): FROM_LEAD for step in STEPS}
    for fact in facts():
        kind = f"{FACTS}{fact._meta.model_name}/"
        doors |= {kind: FROM_VIEWER, page_of(fact): FROM_VIEWER, f"{kind}add/": (), f"{kind}{fact.pk}/delete/": ()}
        doors |= {step_of(fact, step): FROM_LEAD for step in STEPS}
    person = desk(role)
    answers = {path: person.get(path).status for path in doors}
    assert answers == {path: 200 if role in allowed else 403 for path, allowed in doors.items()}


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_change_what(desk: NewDesk, role: str | None) -> None:
    person, found = desk(role), facts()
    for fact in [*found, privacy_request()]:
        person.post(step_of(fact, "void"), {"confirm": "1", "why": "a test"})
        fact.refresh_from_db()
        assert (fact.voided_at is not None) == (role in FROM_LEAD)
    person.post(f"{REQUESTS}add/", ENTERED)
    assert (DataProtectionRequest.objects.count() == 2) == (role in FROM_LEAD)


def test_facts_of_other_territories_are_not_there(desk: NewDesk, sent_off: Sample) -> None:
    swiss = desk("administrator", territories=["CH"])
    assert swiss.get(page_of(sent_off)).status == 302
    for step in STEPS:
        assert swiss.post(step_of(sent_off, step), {"confirm": "1", "why": "x"}).status == 404
    sent_off.refresh_from_db()
    assert sent_off.voided_at is None


def test_a_get_changes_nothing(desk: NewDesk, sent_off: Sample) -> None:
    boss = desk("superuser")
    for step in STEPS:
        assert boss.get(step_of(sent_off, step), "confirm=1&why=x&cause=x").status == 200
    boss.get(f"{REQUESTS}add/", "&".join(f"{name}={value}" for name, value in ENTERED.items()))
    sent_off.refresh_from_db()
    assert (sent_off.voided_at, sent_off.corrected, DataProtectionRequest.objects.count()) == (None, [], 0)


def test_without_the_csrf_token_nothing_happens(desk: NewDesk, sent_off: Sample) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk("superuser").user)
    for path in (*(step_of(sent_off, step) for step in STEPS), f"{REQUESTS}add/"):
        assert client.post(path, {"confirm": "1", "why": "x"}).status_code == 403
