"""The doors for Alertmanager: who may, what is refused, and two at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from operations.incidents.models import EntryKind, Incident, IncidentAlert, WatchdogBeat
from tests.api.client import Api, at_fault, problem
from tests.factories import UserFactory
from tests.operations.incidents.alertmanager import alert, deliver, delivery

DOORS = ("/alertmanager/", "/alertmanager/watchdog/")


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_asks_for_a_token(door: str) -> None:
    problem(Api(None).post(door, delivery(alert())), 401, "not_authenticated")


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("role", ["viewer", "clerk", "lead", "administrator", "integration", "help"])
def test_is_for_alertmanager_alone(door: str, role: str) -> None:
    problem(Api(UserFactory.create(role=role)).post(door, delivery(alert())), 403, "permission_denied")
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"version": "3"}, {"/version": "invalid_choice"}),
        ({"alerts": []}, {"/alerts": "empty"}),
        ({"alerts": "all"}, {"/alerts": "not_a_list"}),
        ({"alerts": [alert() | {"status": "smouldering"}]}, {"/alerts/0/status": "invalid_choice"}),
        ({"alerts": [alert() | {"startsAt": "yesterday"}]}, {"/alerts/0/startsAt": "invalid"}),
        ({"alerts": [alert() | {"labels": {}}]}, {"/alerts/0/labels": "nameless"}),
        ({"alerts": [alert() | {"fingerprint": ""}]}, {"/alerts/0/fingerprint": "blank"}),
        ({"alerts": [alert(status="resolved") | {"endsAt": "soon"}]}, {"/alerts/0/endsAt": "invalid"}),
        ({"alerts": [alert(), alert("CpuHigh") | {"labels": 5}]}, {"/alerts/1/labels": "not_a_dict"}),
    ],
)
def test_names_what_is_malformed_and_keeps_nothing(
    alertmanager: Api, changes: dict[str, Any], fault: dict[str, str]
) -> None:
    body = problem(alertmanager.post("/alertmanager/", delivery(alert(), **changes)), 400, "invalid")
    assert at_fault(body) == fault
    assert not Incident.objects.exists()


def test_refuses_what_is_not_json(alertmanager: Api) -> None:
    problem(alertmanager.post_raw("/alertmanager/", b"{"), 400, "malformed_json")


def test_hears_the_watchdog(alertmanager: Api) -> None:
    assert alertmanager.post("/alertmanager/watchdog/", delivery(alert("Watchdog"))).status_code == 204
    assert WatchdogBeat.objects.exists()
    assert not Incident.objects.exists()


def test_the_watchdog_beats_at_the_other_door_too(alertmanager: Api) -> None:
    assert deliver(alertmanager, alert("Watchdog")) == []
    assert WatchdogBeat.objects.exists()


def test_a_watchdog_that_has_ended_is_none(alertmanager: Api) -> None:
    alertmanager.post("/alertmanager/watchdog/", delivery(alert("Watchdog", status="resolved")))
    assert not WatchdogBeat.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_alertmanagers_at_once_make_one_incident(alertmanager: Api) -> None:
    def send(number: int) -> int:
        try:
            body = delivery(alert("SampleLost", territory="DE", replica=str(number % 2)))
            return int(Api(alertmanager.user).post("/alertmanager/", body).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(send, range(8))) == {200}
    incident = Incident.objects.get()
    assert incident.timeline.filter(kind=EntryKind.OPENED).count() == 1
    assert IncidentAlert.objects.count() == 2
    assert sum(IncidentAlert.objects.values_list("received", flat=True)) == 8
