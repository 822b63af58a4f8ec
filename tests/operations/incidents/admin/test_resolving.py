"""Whoever resolves an incident is told that its alert still fires, and what to do about it first."""

import pytest

from operations.incidents.models import AlertStatus, Incident, IncidentAlert
from operations.incidents.services.watching import watch_rules
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import by_id, words
from tests.operations.incidents.admin.scene import leads_wait, room_of
from tests.operations.incidents.test_watching_waiting import catering

pytestmark = pytest.mark.django_db

STILL = "The alert still fires."
ROWS = "/admin/facts/cateringrequest/?state=OPEN&territory=DE"


def unanswered() -> Incident:
    """The incident of a catering request without an answer."""
    catering()
    watch_rules()
    return Incident.objects.get()


def test_it_leads_to_the_rows_that_the_alert_counts(boss: Desk) -> None:
    form = by_id(boss.get(room_of(unanswered())).root, "resolve")
    assert "The alert still fires. Complete what it is about, or void it, first: What the alert counts" in words(form)
    assert [link.get("href") for link in form.iter("a")] == [ROWS]


def test_of_an_alert_without_rows_it_says_that_it_fires(boss: Desk) -> None:
    incident = unanswered()
    Incident.objects.update(alert_name="CpuHigh")
    form = by_id(boss.get(room_of(incident)).root, "resolve")
    assert STILL in words(form)
    assert not list(form.iter("a"))


def test_nothing_is_said_where_the_alert_has_ended(boss: Desk) -> None:
    incident = unanswered()
    IncidentAlert.objects.update(status=AlertStatus.RESOLVED, ends_at=incident.opened_at)
    assert STILL not in words(by_id(boss.get(room_of(incident)).root, "resolve"))


def test_nor_of_an_incident_without_an_alert(boss: Desk) -> None:
    assert STILL not in words(by_id(boss.get(room_of(leads_wait())).root, "resolve"))
