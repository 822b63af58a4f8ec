"""The war room: what is done there, what is refused, and what the page then says."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from journal.models import Event
from operations.incidents.models import EntryKind, Incident, IncidentState, ItemState
from operations.incidents.services import acknowledge_incident, close_incident, resolve_incident
from tests.factories import LeadFactory
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import by_id, with_class, words
from tests.operations.incidents.admin.scene import do, leads_wait, room_of, somebody
from tests.operations.incidents.scenes import lead

pytestmark = pytest.mark.django_db


def test_it_shows_what_is_known(boss: Desk) -> None:
    page = boss.get(room_of(leads_wait(text="The lorry never came.")))
    assert page.status == 200
    for said in ("Leads wait for somebody", "SEV2", "Germany", "The lorry never came.", "Rate it"):
        assert said in page.text
    assert "By itself it is SEV2." in words(by_id(page.root, "severity"))


def test_acknowledging_is_one_click(clerk: Desk) -> None:
    incident = leads_wait()
    page = Desk(clerk.user).post(do(incident, "acknowledge"), {}, follow=True)
    incident.refresh_from_db()
    assert (incident.state, incident.acknowledged_by) == (IncidentState.ACKNOWLEDGED, clerk.user)
    assert page.messages == ["Acknowledged: nobody else is notified."]
    assert "acknowledge/" not in page.response.content.decode()


def test_a_second_acknowledgement_says_who_was_first(clerk: Desk) -> None:
    incident, anna = leads_wait(), somebody()
    acknowledge_incident(incident_id=incident.pk, actor=anna)
    page = clerk.post(do(incident, "acknowledge"), {})
    assert page.status == 409
    assert "Anna Huber has acknowledged this incident already." in words(by_id(page.root, "refusal"))


def test_what_was_typed_is_not_lost(clerk: Desk) -> None:
    incident = leads_wait()
    tomorrow = timezone.now() + timedelta(days=1)
    page = clerk.post(do(incident, "note"), {"text": "I saw it.", "at": tomorrow.strftime("%Y-%m-%dT%H:%M")})
    assert page.status == 422
    assert "It cannot have happened in the future." in words(by_id(page.root, "refusal"))
    assert by_id(page.root, "note_text").text == "\nI saw it."
    assert not incident.timeline.filter(kind=EntryKind.NOTE).exists()


def test_a_note_may_be_about_earlier(clerk: Desk) -> None:
    incident = leads_wait()
    clerk.post(do(incident, "note"), {"text": "I saw it.", "at": "2026-01-02T03:04"})
    entry = incident.timeline.get(kind=EntryKind.NOTE)
    assert (entry.text, entry.at.isoformat()) == ("I saw it.", "2026-01-02T02:04:00+00:00")


def test_an_update_starts_the_clock_anew(clerk: Desk) -> None:
    incident = leads_wait()
    Incident.objects.filter(pk=incident.pk).update(next_update_at=timezone.now() - timedelta(minutes=10))
    assert "overdue for 10 min" in clerk.get(room_of(incident)).text
    clerk.post(do(incident, "update"), {"text": "A courier is on the way."})
    incident.refresh_from_db()
    assert incident.next_update_at is not None
    assert incident.next_update_at > timezone.now()


def test_an_empty_update_is_refused_in_words(clerk: Desk) -> None:
    page = clerk.post(do(leads_wait(), "update"), {"text": "  "})
    assert (page.status, page.errors) == (422, {"update_text": ["This field is required."]})


def test_the_checklist_is_worked_off(clerk: Desk) -> None:
    incident = leads_wait()
    first, second = incident.checklist.all()[:2]
    clerk.post(do(incident, "check"), {"item": first.pk})
    clerk.post(do(incident, "skip"), {"item": second.pk, "note": "We are two."})
    done, left_out = incident.checklist.all()[:2]
    assert (done.state, done.done_by, left_out.state, left_out.note) == (
        ItemState.DONE, clerk.user, ItemState.SKIPPED, "We are two.",
    )  # fmt: skip
    clerk.post(do(incident, "uncheck"), {"item": first.pk})
    assert incident.checklist.get(pk=first.pk).state == ItemState.OPEN


def test_leaving_out_takes_a_reason(clerk: Desk) -> None:
    incident = leads_wait()
    item = incident.checklist.all()[0]
    page = clerk.post(do(incident, "skip"), {"item": item.pk, "note": ""})
    assert page.status == 422
    assert "This field is required." in words(by_id(page.root, "refusal"))
    assert incident.checklist.get(pk=item.pk).state == ItemState.OPEN


def test_who_was_slower_is_told(clerk: Desk) -> None:
    incident = leads_wait()
    item = incident.checklist.all()[0]
    clerk.post(do(incident, "check"), {"item": item.pk})
    assert clerk.post(do(incident, "check"), {"item": item.pk}).status == 409


def test_roles_are_taken_given_and_released(clerk: Desk) -> None:
    incident, anna = leads_wait(), somebody()
    clerk.post(do(incident, "take-role"), {"role": "COMMANDER"})
    clerk.post(do(incident, "assign-role"), {"role": "REPAIR", "user": anna.pk})
    assert dict(incident.roles.values_list("role", "user_id")) == {"COMMANDER": clerk.user.pk, "REPAIR": anna.pk}
    clerk.post(do(incident, "release-role"), {"role": "COMMANDER"})
    assert list(incident.roles.values_list("role", flat=True)) == ["REPAIR"]


def test_a_role_goes_to_nobody_who_may_not_work(clerk: Desk) -> None:
    viewer = somebody(role="viewer")
    assert clerk.post(do(leads_wait(), "assign-role"), {"role": "SCRIBE", "user": viewer.pk}).status == 422


def test_leads_and_events_are_linked(clerk: Desk) -> None:
    incident, one = leads_wait(), LeadFactory.create(territory="DE", company="Zum Anker")
    event = Event.objects.get(event_type="incident.opened")
    clerk.post(do(incident, "link-lead"), {"lead_id": one.pk})
    clerk.post(do(incident, "link-event"), {"event_id": str(event.event_id)})
    page = clerk.get(room_of(incident))
    assert {f"/admin/leads/lead/{one.pk}/change/", f"/admin/journal/event/{event.pk}/change/"} <= page.links
    clerk.post(do(incident, "unlink-lead"), {"lead_id": one.pk})
    clerk.post(do(incident, "unlink-event"), {"event_id": str(event.event_id)})
    assert (incident.linked_leads.count(), incident.linked_events.count()) == (0, 0)


@pytest.mark.parametrize(
    ("step", "data", "why"),
    [
        ("link-lead", {"lead_id": "4711"}, "There is no such lead."),
        ("link-lead", {"lead_id": "four"}, "Enter a whole number."),
        ("link-event", {"event_id": "01988b2e-7f00-7000-8000-000000000000"}, "There is no such event."),
        ("link-event", {"event_id": "x"}, "This is no id of an event."),
        ("severity", {"severity": "SEV9", "reason": "x"}, "Select a valid choice."),
        ("severity", {"severity": "SEV1", "reason": " "}, "This field is required."),
        ("resolve", {"text": ""}, "This field is required."),
        ("close", {}, "That does not go now: the incident is open."),
        ("reopen", {"reason": "x"}, "That does not go now: the incident is open."),
        ("computed-severity", {}, "Nobody has set the severity by hand."),
    ],
)
def test_what_does_not_go_is_said(boss: Desk, step: str, data: dict[str, Any], why: str) -> None:
    incident = leads_wait()
    page = boss.post(do(incident, step), data)
    assert page.status in (409, 422)
    assert why in words(by_id(page.root, "refusal"))
    assert incident.timeline.count() == 1


def test_a_lead_of_another_territory_cannot_be_linked(desk: Any) -> None:
    hidden = LeadFactory.create(territory="CH")
    german = desk("clerk", territories=["DE"])
    assert german.post(do(leads_wait(), "link-lead"), {"lead_id": hidden.pk}).status == 422


def test_the_severity_is_set_by_hand_and_given_back(boss: Desk) -> None:
    incident = leads_wait()
    boss.post(do(incident, "severity"), {"severity": "SEV1", "reason": "The season begins tomorrow"})
    page = boss.get(room_of(incident))
    told = words(by_id(page.root, "severity"))
    assert "Set by hand to SEV1: The season begins tomorrow" in told
    assert f"Set by {boss.user}" in told
    boss.post(do(incident, "computed-severity"), {})
    incident.refresh_from_db()
    assert (incident.severity, incident.override_severity) == ("SEV2", "")


def test_closing_says_what_is_missing(boss: Desk) -> None:
    incident = leads_wait()
    resolve_incident(incident_id=incident.pk, actor=boss.user, text="Found.")
    page = boss.get(room_of(incident))
    assert [words(each) for each in with_class(page.root, "missing")] == ["There is no post-mortem yet."]
    refused = boss.post(do(incident, "close"), {})
    assert (refused.status, "is closed once its post-mortem is published" in refused.text) == (409, True)


def test_what_is_closed_offers_nothing(boss: Desk) -> None:
    incident = leads_wait(severity="SEV3")
    resolve_incident(incident_id=incident.pk, actor=boss.user, text="Found.")
    close_incident(incident_id=incident.pk, actor=boss.user)
    page = boss.get(room_of(incident))
    assert f"/{incident.pk}/do/" not in page.response.content.decode().replace("unlink", "")
    assert boss.post(do(incident, "note"), {"text": "one more thing"}).status == 409


def test_a_resolved_one_is_reopened_with_a_reason(boss: Desk) -> None:
    incident = leads_wait()
    resolve_incident(incident_id=incident.pk, actor=lead(), text="Found.")
    boss.post(do(incident, "reopen"), {"reason": "It is back"})
    incident.refresh_from_db()
    assert incident.state == IncidentState.ACKNOWLEDGED


def test_an_old_timeline_is_opened_on_demand(clerk: Desk) -> None:
    incident = leads_wait()
    for number in range(65):
        clerk.post(do(incident, "note"), {"text": f"note {number}"})
    page = clerk.get(room_of(incident))
    assert "6 older lines" in page.text
    assert "note 64" in page.text
    assert "Opened as SEV2." not in page.text
    assert "Opened as SEV2." in clerk.get(room_of(incident), "timeline=all").text
