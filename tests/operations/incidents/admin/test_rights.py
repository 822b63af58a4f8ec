"""Who may open which page of incidents and do what there, role by role."""

import pytest
from django.test import Client

from operations.incidents.models import Incident, IncidentState, OnCallShift
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.doors import EVERYONE, FROM_CLERK, FROM_LEAD, FROM_VIEWER
from tests.operations.incidents.admin.scene import (
    AUDITS,
    LIST,
    ROTA,
    do,
    leads_wait,
    postmortem_of,
    room_of,
    shift,
    shift_step,
)

pytestmark = pytest.mark.django_db

WORKED = {
    "acknowledge": {},
    "mitigate": {"text": ""},
    "note": {"text": "seen"},
    "update": {"text": "we are at it"},
    "take-role": {"role": "COMMANDER"},
}
COMMANDED = {
    "severity": {"severity": "SEV1", "reason": "it is worse"},
    "resolve": {"text": "found it"},
}


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_open_which_page(desk: NewDesk, role: str | None) -> None:
    incident, somebodys = leads_wait(), shift()
    doors = {
        LIST: FROM_VIEWER,
        room_of(incident): FROM_VIEWER,
        postmortem_of(incident): FROM_VIEWER,
        f"{LIST}add/": FROM_CLERK,
        ROTA: FROM_VIEWER,
        f"{ROTA}add/": FROM_LEAD,
        shift_step(somebodys, "hand-over"): FROM_LEAD,
        shift_step(somebodys, "cancel"): FROM_LEAD,
        AUDITS: FROM_LEAD,
    }
    person = desk(role)
    answers = {path: person.get(path).status for path in doors}
    assert answers == {path: 200 if role in allowed else 403 for path, allowed in doors.items()}


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize(
    ("step", "data", "allowed"),
    [
        *((step, data, FROM_CLERK) for step, data in WORKED.items()),
        *((step, data, FROM_LEAD) for step, data in COMMANDED.items()),
    ],
)
def test_who_may_do_what(
    desk: NewDesk, role: str | None, step: str, data: dict[str, str], allowed: tuple[str | None, ...]
) -> None:
    incident = leads_wait()
    before = incident.timeline.count()
    answer = desk(role).post(do(incident, step), data)
    assert answer.status == (302 if role in allowed else 403)
    assert (incident.timeline.count() > before) == (role in allowed)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_is_offered_what(desk: NewDesk, role: str | None) -> None:
    incident = leads_wait()
    text = desk(role).get(room_of(incident)).response.content.decode()
    assert (do(incident, "acknowledge") in text) == (role in FROM_CLERK)
    assert (do(incident, "note") in text) == (role in FROM_CLERK)
    assert (do(incident, "resolve") in text) == (role in FROM_LEAD)
    assert (do(incident, "severity") in text) == (role in FROM_LEAD)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_publish_a_post_mortem(desk: NewDesk, role: str | None) -> None:
    incident = leads_wait()
    Incident.objects.filter(pk=incident.pk).update(
        state=IncidentState.RESOLVED, resolved_at=incident.opened_at, postmortem="# Why"
    )
    desk(role).post(f"{postmortem_of(incident)}publish/", {})
    incident.refresh_from_db()
    assert (incident.postmortem_published_at is not None) == (role in FROM_LEAD)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_write_a_post_mortem(desk: NewDesk, role: str | None) -> None:
    incident = leads_wait()
    answer = desk(role).post(postmortem_of(incident), {"text": "# Why", "save": "1"})
    incident.refresh_from_db()
    assert answer.status == (302 if role in FROM_CLERK else 403)
    assert (incident.postmortem == "# Why") == (role in FROM_CLERK)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_cancel_a_shift(desk: NewDesk, role: str | None) -> None:
    somebodys = shift()
    desk(role).post(shift_step(somebodys, "cancel"), {"confirm": "1"})
    was = somebodys.ends_at
    somebodys.refresh_from_db()
    assert (somebodys.ends_at < was) == (role in FROM_LEAD)


def test_incidents_of_other_territories_are_not_there(desk: NewDesk) -> None:
    incident = leads_wait()
    swiss = desk("lead", territories=["CH"])
    assert swiss.get(LIST).listing == []
    for path in (room_of(incident), postmortem_of(incident), f"{LIST}{incident.pk}/post-mortem.md"):
        assert swiss.get(path).status == 404
    for step, data in {**WORKED, **COMMANDED}.items():
        assert swiss.post(do(incident, step), data).status == 404
    incident.refresh_from_db()
    assert incident.state == IncidentState.OPEN


def test_a_get_changes_nothing(desk: NewDesk) -> None:
    incident, somebodys, chief = leads_wait(), shift(), desk("superuser")
    for step, data in {**WORKED, **COMMANDED}.items():
        query = "&".join(f"{name}={value}" for name, value in data.items())
        assert chief.get(do(incident, step), query).status == 405
    chief.get(shift_step(somebodys, "cancel"), "confirm=1")
    assert chief.get(shift_step(somebodys, "take-over")).status == 405
    chief.get(f"{postmortem_of(incident)}publish/")
    incident.refresh_from_db()
    assert (incident.state, incident.timeline.count(), OnCallShift.objects.count()) == (IncidentState.OPEN, 1, 1)


def test_without_the_csrf_token_nothing_happens(desk: NewDesk) -> None:
    incident, somebodys = leads_wait(), shift()
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk("superuser").user)
    paths = [do(incident, "acknowledge"), postmortem_of(incident), f"{postmortem_of(incident)}publish/", f"{LIST}add/"]
    paths += [f"{ROTA}add/", *(shift_step(somebodys, step) for step in ("hand-over", "take-over", "cancel"))]
    for path in paths:
        assert client.post(path, {"confirm": "1"}).status_code == 403, path


def test_there_is_no_such_step(desk: NewDesk) -> None:
    assert desk("superuser").post(do(leads_wait(), "explode"), {}).status == 404
