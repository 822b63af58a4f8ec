"""Incidents begin."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from journal.models import Event
from operations.incidents.models import EntryKind, IncidentState, Source
from operations.incidents.services import IncidentRefused
from tests.operations.incidents.scenes import clerk, contact, on_call, opened
from tests.operations.runbooks.documents import publish

pytestmark = pytest.mark.django_db


def test_begins_open_and_told_about() -> None:
    actor = clerk()
    incident = opened(actor, text="It smells.")
    assert (incident.state, incident.severity, incident.source) == (IncidentState.OPEN, "SEV3", Source.PERSON)
    entry = incident.timeline.get(kind=EntryKind.OPENED)
    assert (entry.actor, entry.text) == (actor, "It smells.")


def test_is_an_event_for_others() -> None:
    incident = opened(territory="CH")
    event = Event.objects.get(event_type="incident.opened")
    assert (event.aggregate_type, event.aggregate_id, event.territory) == ("incident", incident.pk, "CH")
    assert event.payload["metadata"]["severity"] == "SEV3"


def test_without_a_runbook_has_the_default_checklist() -> None:
    steps = list(opened().checklist.values_list("step_id", flat=True))
    assert steps == ["rate", "inform", "stop-the-damage", "repair", "tell", "write-down"]


def test_keeps_the_steps_of_its_runbook_as_they_were() -> None:
    version = publish("burning-printer")
    incident = opened(runbook_slug="burning-printer")
    assert incident.runbook_version == version
    frozen = [(item.step_id, item.title) for item in incident.checklist.all()]
    assert frozen == [(step["id"], step["title"]) for step in version.content["steps"]]


def test_notifies_its_team_at_once() -> None:
    shift = on_call()
    page = opened().pages.get()
    assert (page.level, page.address, page.state) == (0, shift.user.email, "PENDING")


def test_notifies_the_emergency_contacts_where_nobody_is_on_call() -> None:
    contact("operations-on-call", "second@example.org", rank=2)
    contact("operations-on-call", "first@example.org", rank=1)
    assert list(opened().pages.values_list("address", flat=True)) == ["first@example.org", "second@example.org"]


def test_notifies_the_operations_lead_where_its_team_cannot_be_reached() -> None:
    contact("operations-lead", "lead@example.org")
    page = opened().pages.get()
    assert (page.responsibility, page.level) == ("operations-lead", 0)


def test_the_next_update_is_due_by_severity() -> None:
    incident = opened(severity="SEV1")
    assert incident.next_update_at == incident.opened_at + timedelta(minutes=30)
    assert opened(severity="SEV4").next_update_at is None


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": "  "}, "text_missing"),
        ({"subject": "weather"}, "choice"),
        ({"severity": "SEV9"}, "choice"),
        ({"team": "cooks"}, "choice"),
        ({"territory": "FR"}, "choice"),
        ({"runbook_slug": "nowhere"}, "runbook"),
    ],
)
def test_refuses_what_makes_no_sense(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(IncidentRefused) as refused:
        opened(**wrong)
    assert refused.value.code == code


def test_does_not_begin_in_the_future() -> None:
    with pytest.raises(IncidentRefused) as refused:
        opened(began_at=timezone.now() + timedelta(hours=1))
    assert refused.value.code == "future"


def test_of_a_territory_is_opened_by_who_has_it() -> None:
    with pytest.raises(IncidentRefused) as refused:
        opened(clerk(territories=["DE"]), territory="CH")
    assert refused.value.code == "territory"
