"""Entries that would end or revive protection: shown, confirmed by who may, and then made exactly so."""

from typing import Any

import pytest

from leads.models import LeadHold
from leads.services.holds import place_hold
from tests.api.client import Api, ago, iso, problem
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(login: Any) -> Api:
    """Someone with the right to override."""
    return login("lead")  # type: ignore[no-any-return]


@pytest.fixture
def path() -> str:
    """Where holds are placed on a lead that expired some days ago."""
    return f"/leads/{LeadFactory.create(created_at=ago(265)).pk}/holds/"


# Backdated into the time of protection, long enough to bring it back.
REVIVES = {"reason_code": "SAMPLE", "start_at": iso(ago(60)), "end_at": iso(ago(10))}


def test_a_clerk_is_told_and_gets_no_confirmation(clerk: Api, path: str) -> None:
    params = problem(clerk.post(path, REVIVES), 409, "override_needed")["params"]
    assert (params["before"]["state"], params["after"]["state"]) == ("EXPIRED", "PROTECTED")
    assert params["confirmation"] is None
    preview = clerk.post(f"{path}?preview=true", REVIVES).json()
    assert preview["needs_override"]
    assert preview["changes_state"]
    assert preview["confirmation"] is None
    assert not LeadHold.objects.exists()


def test_a_clerk_may_not_though_they_have_the_confirmation(clerk: Api, chief: Api, path: str) -> None:
    confirmation = chief.post(f"{path}?preview=true", REVIVES).json()["confirmation"]
    override = {"reason": "Owed a sample", "confirmation": confirmation}
    problem(clerk.post(path, REVIVES | {"override": override}), 409, "override_needed")
    assert not LeadHold.objects.exists()


def test_the_refusal_carries_what_the_next_request_needs(chief: Api, path: str) -> None:
    params = problem(chief.post(path, REVIVES), 409, "override_needed")["params"]
    override = {"reason": "Owed a sample", "confirmation": params["confirmation"]}
    done = chief.post(path, REVIVES | {"override": override})
    assert done.status_code == 201, done.content
    assert done.json()["protection"]["protection_expires_at"] == params["after"]["protection_expires_at"]


def test_a_confirmation_of_another_preview_is_refused(chief: Api, path: str) -> None:
    other = chief.post(f"{path}?preview=true", REVIVES | {"end_at": iso(ago(9))}).json()["confirmation"]
    override = {"reason": "Owed a sample", "confirmation": other}
    problem(chief.post(path, REVIVES | {"override": override}), 409, "override_needed")


def test_ending_protection_by_a_release_in_the_past(chief: Api) -> None:
    lead = LeadFactory.create(created_at=ago(300))
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(100)).hold
    path, facts = f"/holds/{hold.pk}/release/", {"end_at": iso(ago(99))}
    params = problem(chief.post(path, facts), 409, "override_needed")["params"]
    assert (params["before"]["state"], params["after"]["state"]) == ("PROTECTED", "EXPIRED")
    override = {"reason": "Sent that day already", "confirmation": params["confirmation"]}
    assert chief.post(path, facts | {"override": override}).json()["protection"]["state"] == "EXPIRED"


def test_facts_of_a_system_always_count(path: str) -> None:
    system = Api(UserFactory.create(role="clerk", is_service=True))
    assert system.post(path, REVIVES).status_code == 201


def test_a_refusal_under_a_key_may_be_confirmed_under_it(chief: Api, path: str) -> None:
    params = problem(chief.post(path, REVIVES, key="k"), 409, "override_needed")["params"]
    override = {"reason": "Owed a sample", "confirmation": params["confirmation"]}
    assert chief.post(path, REVIVES | {"override": override}, key="k").status_code == 201
