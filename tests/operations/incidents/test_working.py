"""Working on an incident: notes, updates, the checklist, roles, links."""

from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import Error, connection, transaction
from django.utils import timezone, translation

from journal.models import Event
from operations.incidents.models import EntryKind, IncidentRole, ItemState, TimelineEntry
from operations.incidents.services import (
    IncidentRefused,
    add_note,
    assign_role,
    check_item,
    link_event,
    link_lead,
    post_update,
    release_role,
    reopen_item,
    skip_item,
    unlink_lead,
)
from operations.incidents.telling import told
from tests.factories import LeadFactory, UserFactory
from tests.operations.incidents.scenes import clerk, opened

pytestmark = pytest.mark.django_db


def _last(kind: EntryKind) -> str:
    with translation.override("en"):
        entry = TimelineEntry.objects.filter(kind=kind).last()
        assert entry is not None
        return told(entry)


def test_a_note_says_when_it_happened() -> None:
    at = timezone.now() - timedelta(minutes=5)
    entry = add_note(incident_id=opened().pk, text="Smoke\r\nand fire", actor=clerk(), at=at)
    assert (entry.at, entry.text) == (at, "Smoke\nand fire")


def test_nothing_happens_in_the_future() -> None:
    with pytest.raises(IncidentRefused):
        add_note(incident_id=opened().pk, text="x", actor=clerk(), at=timezone.now() + timedelta(minutes=1))


def test_an_update_starts_the_clock_anew() -> None:
    incident = opened(severity="SEV2")
    updated = post_update(incident_id=incident.pk, text="Still burning", actor=clerk())
    assert updated.next_update_at is not None
    assert updated.next_update_at > incident.next_update_at  # type: ignore[operator]
    assert _last(EntryKind.UPDATE) == "Update: Still burning"


def test_a_step_is_done_once() -> None:
    incident, actor = opened(), clerk()
    item = incident.checklist.all()[0]
    done = check_item(item_id=item.pk, actor=actor, note="Looked")
    assert (done.state, done.done_by, done.note) == (ItemState.DONE, actor, "Looked")
    assert _last(EntryKind.CHECK) == "Step 1 done: Rate it. Looked"
    with pytest.raises(IncidentRefused):
        check_item(item_id=item.pk, actor=clerk())


def test_a_step_is_left_out_with_a_reason() -> None:
    item = opened().checklist.all()[1]
    with pytest.raises(IncidentRefused):
        skip_item(item_id=item.pk, actor=clerk(), note="")
    assert skip_item(item_id=item.pk, actor=clerk(), note="Alone here").state == ItemState.SKIPPED
    assert reopen_item(item_id=item.pk, actor=clerk()).state == ItemState.OPEN


def test_a_role_has_one_person() -> None:
    incident, first, second = opened(), clerk(), clerk()
    assign_role(incident_id=incident.pk, role="COMMANDER", user=first, actor=first)
    assign_role(incident_id=incident.pk, role="COMMANDER", user=second, actor=first)
    assert IncidentRole.objects.get().user == second
    release_role(incident_id=incident.pk, role="COMMANDER", actor=first)
    assert not IncidentRole.objects.exists()
    assert incident.timeline.filter(kind=EntryKind.ROLE).count() == 3


def test_a_role_is_for_who_may_work_on_incidents() -> None:
    with pytest.raises(IncidentRefused) as refused:
        assign_role(incident_id=opened().pk, role="SCRIBE", user=UserFactory.create(role="viewer"), actor=clerk())
    assert refused.value.code == "person"


def test_leads_are_linked_once_and_unlinked() -> None:
    incident, lead, actor = opened(), LeadFactory.create(), clerk()
    for _ in range(2):
        link_lead(incident_id=incident.pk, lead_id=lead.pk, actor=actor)
    assert incident.timeline.filter(kind=EntryKind.LINK).count() == 1
    unlink_lead(incident_id=incident.pk, lead_id=lead.pk, actor=actor)
    assert not incident.linked_leads.exists()


def test_only_what_one_may_see_is_linked() -> None:
    lead = LeadFactory.create(territory="CH")
    with pytest.raises(IncidentRefused) as refused:
        link_lead(incident_id=opened().pk, lead_id=lead.pk, actor=clerk(territories=["DE"]))
    assert refused.value.code == "lead_not_found"


def test_events_are_linked() -> None:
    incident, actor = opened(), clerk()
    link_event(incident_id=incident.pk, event_id=Event.objects.latest("id").event_id, actor=actor)
    assert incident.linked_events.count() == 1
    with pytest.raises(IncidentRefused):
        link_event(incident_id=incident.pk, event_id=uuid4(), actor=actor)


@pytest.mark.parametrize("forgery", ["UPDATE incident_timeline SET text = 'x'", "DELETE FROM incident_timeline"])
def test_the_application_cannot_change_a_timeline(forgery: str) -> None:
    opened()
    with pytest.raises(Error, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forgery)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "forgery",
    ["UPDATE incident_timeline SET text = 'x'", "DELETE FROM incident_timeline", "TRUNCATE incident_timeline"],
)
def test_nor_can_the_owner(owner_db: psycopg.Connection, forgery: str) -> None:
    opened()
    with pytest.raises(psycopg.errors.CheckViolation, match="never changed or deleted"):
        owner_db.execute(forgery)
