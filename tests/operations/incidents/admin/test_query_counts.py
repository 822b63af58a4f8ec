"""How many statements the pages of incidents take: as many for much as for little.

After a change that needs more, or fewer, write the new numbers into query_counts.json, and say in the commit why.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operations.incidents.models import Incident
from operations.incidents.services import add_note, assign_role, link_lead
from operations.runbooks.models import Contact
from operations.runbooks.subjects import Subject
from tests.factories import LeadFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk
from tests.operations.incidents.admin.scene import LIST, ROTA, later_shift, leads_wait, postmortem_of, room_of, shift
from tests.operations.incidents.scenes import clerk

pytestmark = pytest.mark.django_db

BASELINE: dict[str, int] = json.loads(Path(__file__).with_name("query_counts.json").read_text())


def _count(someone: Desk, path: str) -> int:
    someone.get(path)  # what is cached for good, such as content types, is not the page's
    with CaptureQueriesContext(connection) as queries:
        assert someone.get(path).status == 200
    return len(queries)


def _counts(someone: Desk, incident: Incident) -> dict[str, int]:
    return {
        "list": _count(someone, LIST),
        "war room": _count(someone, room_of(incident)),
        "post-mortem": _count(someone, postmortem_of(incident)),
        "rota": _count(someone, ROTA),
        "open one": _count(someone, f"{LIST}add/"),
    }


def _lively() -> Incident:
    worker = clerk()
    incident = leads_wait(actor=worker, subject=Subject.PROTECTION)
    add_note(incident_id=incident.pk, actor=worker, text="seen")
    assign_role(incident_id=incident.pk, role="COMMANDER", user=worker, actor=worker)
    lead = LeadFactory.create(territory="DE")
    link_lead(incident_id=incident.pk, lead_id=lead.pk, actor=worker)
    return incident


def test_pages(desk: NewDesk) -> None:
    Contact.objects.create(role="management", name="Desk", email="desk@example.org")
    Contact.objects.create(role="operations-lead", name="Desk", email="lead@example.org")
    shift()
    someone, incident = desk("administrator"), _lively()
    few = _counts(someone, incident)
    later_shift()
    for _ in range(5):
        _lively()
    for number in range(10):
        add_note(incident_id=incident.pk, actor=someone.user, text=f"note {number}")
        link_lead(incident_id=incident.pk, lead_id=LeadFactory.create(territory="DE").pk, actor=someone.user)
    assert (few, _counts(someone, incident)) == (BASELINE, BASELINE)
