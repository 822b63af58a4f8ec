"""Incidents for other systems, as JSON."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.incidents.models import IncidentState
from operations.incidents.services import add_note, link_lead
from tests.api.client import Api, at_fault, problem
from tests.factories import LeadFactory, UserFactory
from tests.operations.incidents.alertmanager import alert, deliver
from tests.operations.incidents.scenes import clerk, opened

pytestmark = pytest.mark.django_db


def _api(role: str, **fields: object) -> Api:
    return Api(UserFactory.create(role=role, **fields))


def test_lists_the_newest_first_a_page_at_a_time() -> None:
    ids = [opened().pk for _ in range(3)]
    first = _api("viewer").get("/incidents/", limit=2).json()
    assert [each["id"] for each in first["results"]] == [ids[2], ids[1]]
    assert "cursor=" in first["next"]
    second = _api("viewer").get("/incidents/", limit=2, cursor=ids[1]).json()
    assert ([each["id"] for each in second["results"]], second["next"]) == ([ids[0]], None)


def test_shows_those_of_the_user_s_territories_and_of_all() -> None:
    mine, others, all_of_them = opened(territory="DE"), opened(territory="CH"), opened()
    api = _api("viewer", territories=["DE"])
    assert {each["id"] for each in api.get("/incidents/").json()["results"]} == {mine.pk, all_of_them.pk}
    problem(api.get(f"/incidents/{others.pk}/"), 404, "incident_not_found")


def test_filters(alertmanager: Api) -> None:
    opened(severity="SEV2")
    (lost,) = deliver(alertmanager, alert("SampleLost", territory="DE"))
    api = _api("viewer")
    for asked in ({"severity": "SEV1"}, {"subject": "samples"}, {"territory": "DE"}):
        assert [each["id"] for each in api.get("/incidents/", **asked).json()["results"]] == [lost]
    assert len(api.get("/incidents/", active="true").json()["results"]) == 2
    assert api.get("/incidents/", active="false").json()["results"] == []


def test_tells_what_happened_in_the_reader_s_language(alertmanager: Api) -> None:
    (lost,) = deliver(alertmanager, alert("SampleLost"))
    lead = LeadFactory.create()
    link_lead(incident_id=lost, lead_id=lead.pk, actor=clerk())
    reader = _api("viewer")
    reader.client.credentials(HTTP_AUTHORIZATION=f"Token {reader.token}", HTTP_ACCEPT_LANGUAGE="en")
    body = reader.get(f"/incidents/{lost}/").json()
    assert (body["title"], body["severity"], body["leads"]) == ("A sample is lost", "SEV1", [lead.pk])
    assert body["impact"].startswith("A lost sample costs a sales cycle")
    assert body["severity_reasons"] == ["By itself it is SEV1."]
    assert [entry["said"] for entry in body["timeline"]][-1] == f"Lead {lead.pk} linked."
    assert body["url"].endswith(f"/admin/incidents/incident/{lost}/change/")


@pytest.mark.parametrize("role", ["integration", "help", "alertmanager"])
def test_systems_without_the_right_see_none(role: str) -> None:
    problem(_api(role).get("/incidents/"), 403, "permission_denied")
    problem(_api(role).get(f"/incidents/{opened().pk}/"), 403, "permission_denied")


def test_is_acknowledged_once() -> None:
    incident = opened()
    body = _api("clerk").post(f"/incidents/{incident.pk}/acknowledge/", {"note": "Me"}).json()
    assert body["state"] == IncidentState.ACKNOWLEDGED
    problem(_api("clerk").post(f"/incidents/{incident.pk}/acknowledge/", {}), 409, "already_acknowledged")


def test_a_repeated_acknowledgement_is_answered_the_same() -> None:
    incident, api = opened(), _api("clerk")
    first = api.post(f"/incidents/{incident.pk}/acknowledge/", {}, key="a")
    again = api.post(f"/incidents/{incident.pk}/acknowledge/", {}, key="a")
    assert (first.status_code, first.content) == (again.status_code, again.content)


def test_takes_notes() -> None:
    incident = opened()
    response = _api("clerk").post(f"/incidents/{incident.pk}/notes/", {"text": "The valve is open."})
    assert response.status_code == 201
    assert response.json()["said"] == "The valve is open."


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({}, {"/text": "required"}),
        ({"text": " "}, {"/text": "blank"}),
        ({"text": "x", "colour": "red"}, {"/colour": "unknown"}),
    ],
)
def test_names_what_is_wrong_with_a_note(body: dict[str, str], fault: dict[str, str]) -> None:
    assert at_fault(problem(_api("clerk").post(f"/incidents/{opened().pk}/notes/", body), 400, "invalid")) == fault


@pytest.mark.parametrize("door", ["acknowledge", "notes"])
def test_who_only_reads_changes_nothing(door: str) -> None:
    incident = opened()
    problem(_api("viewer").post(f"/incidents/{incident.pk}/{door}/", {"text": "x"}), 403, "permission_denied")


@pytest.mark.parametrize("door", ["acknowledge", "notes"])
def test_what_belongs_to_others_is_not_there(door: str) -> None:
    incident, body = opened(territory="CH"), {"text": "x"} if door == "notes" else {}
    api = _api("clerk", territories=["DE"])
    problem(api.post(f"/incidents/{incident.pk}/{door}/", body), 404, "incident_not_found")


def test_a_list_takes_as_many_queries_however_long_it_is(django_assert_max_num_queries: object) -> None:
    api = _api("viewer")
    for _ in range(5):
        opened()
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        api.get("/incidents/")


def test_one_takes_as_many_queries_however_much_happened(django_assert_max_num_queries: object) -> None:
    api, incident, actor = _api("viewer"), opened(), clerk()
    for number in range(10):
        add_note(
            incident_id=incident.pk, text=str(number), actor=actor, at=timezone.now() - timedelta(minutes=number + 1)
        )
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        api.get(f"/incidents/{incident.pk}/")
