"""Who may send events, of which territories, and who may ask what became of one."""

from typing import Any

import pytest
from django.contrib.auth.models import Group

from core.roles import ROLES
from journal.models import Event
from tests.api.client import Api, problem
from tests.factories import LeadFactory, UserFactory
from tests.journal.ingest.sender import activity, counts, service

pytestmark = pytest.mark.django_db


def pointers(answer: Any) -> list[str]:
    body = problem(answer, 422, "event_rejected")
    return [each["pointer"] for each in body["errors"]]


@pytest.mark.parametrize("role", [None, *ROLES])
def test_a_person_sends_nothing_whatever_their_role(role: str | None) -> None:
    person = Api(UserFactory.create(role=role))
    before = counts()
    problem(person.post("/events/", activity()), 403, "permission_denied")
    problem(person.get(f"/events/{activity()['event_id']}/"), 403, "permission_denied")
    assert counts() == before


@pytest.mark.parametrize("role", [None, "viewer", "clerk", "lead"])
def test_a_service_account_without_the_right_sends_nothing(role: str | None) -> None:
    problem(service(role=role).post("/events/", activity()), 403, "permission_denied")


def test_the_role_gives_that_right_and_no_other() -> None:
    rights = Group.objects.get(name="integration").permissions.values_list("codename", flat=True)
    assert list(rights) == ["send_event"]


def test_events_of_other_territories_are_rejected() -> None:
    crm = service(territories=("DE",))
    assert pointers(crm.post("/events/", activity(territory="CH"))) == ["/territory"]
    abroad = LeadFactory.create(territory="CH")
    assert pointers(crm.post("/events/", activity(lead_id=abroad.pk))) == ["/lead_id"]
    moved = activity(event_type="lead.updated", metadata={"territory": "AT"})
    assert pointers(crm.post("/events/", moved)) == ["/metadata/territory"]
    parked = activity(event_type="lead.sang", territory="CH")
    assert pointers(crm.post("/events/", parked)) == ["/territory"]


def test_without_a_territory_it_is_the_senders_only_one() -> None:
    event = activity()
    del event["territory"]
    assert service(territories=("AT",)).post("/events/", event).status_code == 202
    assert Event.objects.get(event_id=event["event_id"]).territory == "AT"


@pytest.mark.parametrize("territories", [(), ("DE", "CH")])
def test_without_a_territory_nor_a_lead_that_tells_it_is_rejected(territories: tuple[str, ...]) -> None:
    event = activity()
    del event["territory"]
    assert pointers(service(territories=territories).post("/events/", event)) == ["/territory"]


def test_a_sender_asks_for_its_own_events_only(crm: Api) -> None:
    event, unknown = activity(), activity(event_type="lead.sang")
    crm.post("/events/", [event, unknown])
    path = f"/events/{event['event_id']}/"
    body = crm.get(path).json()
    assert (body["event_id"], body["event_type"], body["state"]) == (event["event_id"], event["event_type"], "recorded")
    assert crm.get(f"/events/{unknown['event_id']}/").json()["state"] == "parked"
    problem(service().get(path), 404, "not_found")
    for other in ("7", "x", activity()["event_id"]):
        problem(crm.get(f"/events/{other}/"), 404, "not_found")
