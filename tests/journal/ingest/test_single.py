"""One event: taken once, answered the same whenever it comes again, refused with where and why."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from journal.models import Event, IncomingEvent, IncomingState
from tests.api.client import Api, problem
from tests.factories import LeadFactory
from tests.journal.ingest.sender import activity, counts, service

pytestmark = pytest.mark.django_db


def test_it_is_recorded_as_it_was_sent(crm: Api) -> None:
    event = activity(timestamp="2026-03-02T09:15:00+01:00", correlation_id=str(uuid4()), reason="Called back")
    answer = crm.post("/events/", event)
    assert (answer.status_code, answer.json()) == (
        202,
        {"event_id": event["event_id"], "status": "accepted", "errors": []},
    )
    row = Event.objects.get(event_id=event["event_id"])
    assert row.payload == event | {"timestamp": "2026-03-02T08:15:00.000000+00:00"}
    assert (row.event_type, row.schema_version, row.source) == (event["event_type"], 1, crm.user.username)
    assert (row.aggregate_type, row.aggregate_id, row.territory) == ("lead", 4711, "DE")
    assert row.correlation_id == UUID(event["correlation_id"])


def test_the_same_again_is_answered_the_same_and_recorded_once(crm: Api) -> None:
    event = activity()
    answers = [crm.post("/events/", event) for _ in range(3)]
    reordered = dict(reversed(event.items()))
    answers.append(crm.post("/events/", reordered))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.content for answer in answers}) == 1
    assert Event.objects.filter(event_id=event["event_id"]).count() == 1


def test_the_same_again_is_answered_the_same_whatever_has_changed_since(crm: Api) -> None:
    lead = LeadFactory.create(territory="DE")
    sent = [activity(lead_id=lead.pk), activity(event_type="lead.sang")]
    first = crm.post("/events/", sent)
    IncomingEvent.objects.filter(event_id=sent[1]["event_id"]).update(
        state=IncomingState.DISCARDED, settled_at=timezone.now()
    )
    crm.user.territories = ["AT"]
    crm.user.save()
    assert crm.post("/events/", sent).content == first.content
    assert crm.post("/events/", sent[0]).json() == first.json()["results"][0]


@pytest.mark.parametrize(
    "change", [{"lead_id": 4712}, {"lead_id": 4711.0}, {"metadata": {"kind": "NOTE"}}, {"lead_id": "invalid"}]
)
def test_the_same_id_with_another_body_is_a_conflict(crm: Api, change: dict[str, Any]) -> None:
    event = activity()
    crm.post("/events/", event)
    before = counts()
    body = problem(crm.post("/events/", event | change), 409, "event_conflict")
    assert body["errors"][0]["pointer"] == "/event_id"
    assert counts() == before


def test_the_id_of_another_sender_is_a_conflict(crm: Api) -> None:
    event = activity()
    crm.post("/events/", event)
    problem(service().post("/events/", event), 409, "event_conflict")


def test_what_is_wrong_is_told_by_pointer(crm: Api) -> None:
    before = counts()
    event = activity(lead_id="x", more=1, timestamp="2026-03-02T09:15:00", metadata={"kind": "CHAT", "a/b": 1})
    body = problem(crm.post("/events/", event), 422, "event_rejected")
    assert [each["pointer"] for each in body["errors"]] == [
        "/lead_id",
        "/metadata/a~1b",
        "/metadata/kind",
        "/more",
        "/timestamp",
    ]
    assert all(each["detail"] for each in body["errors"])
    assert counts() == before


def test_a_rejected_event_may_come_again_mended(crm: Api) -> None:
    event = activity()
    problem(crm.post("/events/", event | {"lead_id": None}), 422, "event_rejected")
    assert crm.post("/events/", event).status_code == 202


@pytest.mark.parametrize(("seconds", "status"), [(30, 202), (120, 422)])
def test_the_future_is_refused_beyond_a_minute(crm: Api, seconds: int, status: int) -> None:
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    answer = crm.post("/events/", activity(timestamp=at.isoformat()))
    assert answer.status_code == status
    if status == 422:
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/timestamp"]


@pytest.mark.parametrize("change", [{"event_type": "lead.sang"}, {"schema_version": 2}])
def test_what_nobody_knows_yet_is_parked_whole(crm: Api, change: dict[str, Any]) -> None:
    event = activity(extra={"deep": [1, 2.5, None]}) | change
    answers = [crm.post("/events/", event) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["status"] == "parked"
    assert answers[0].json()["note"]
    assert answers[0].content == answers[1].content
    kept = IncomingEvent.objects.get(event_id=event["event_id"])
    assert (kept.state, kept.body, kept.sender_id) == (IncomingState.PARKED, event, crm.user.pk)
    assert not Event.objects.filter(event_id=event["event_id"]).exists()


def test_what_nobody_knows_yet_still_has_what_every_event_has(crm: Api) -> None:
    body = problem(crm.post("/events/", {"event_type": "lead.sang", "event_id": "7"}), 422, "event_rejected")
    assert [each["pointer"] for each in body["errors"]] == ["/event_id", "/timestamp"]


@pytest.mark.parametrize(
    ("event_type", "metadata", "aggregate"),
    [
        ("campaign.ended", {"campaign_id": 7}, ("campaign", 7)),
        ("campaign.ended", {"campaign_id": 7.0}, ("campaign", 7)),
        ("campaign.ended", {"campaign_id": "asparagus"}, ("campaign", 344977783690449929)),
        ("order.placed", {"order_id": 88}, ("order", 88)),
    ],
)
def test_without_a_lead_it_is_about_what_its_type_names(
    crm: Api, event_type: str, metadata: dict[str, Any], aggregate: tuple[str, int]
) -> None:
    event = activity(event_type=event_type, metadata=metadata)
    del event["lead_id"]
    assert crm.post("/events/", event).status_code == 202
    row = Event.objects.get(event_id=event["event_id"])
    assert (row.aggregate_type, row.aggregate_id) == aggregate


def test_the_territory_is_the_leads_where_none_is_given(crm: Api) -> None:
    lead = LeadFactory.create(territory="CH")
    event = activity(lead_id=lead.pk)
    del event["territory"]
    crm.post("/events/", event)
    assert Event.objects.get(event_id=event["event_id"]).territory == "CH"


def test_an_idempotency_key_is_taken_as_everywhere(crm: Api) -> None:
    event = activity()
    first, again = (crm.post("/events/", event, key="k") for _ in range(2))
    assert (first.status_code, again.status_code, again["Idempotent-Replayed"]) == (202, 202, "true")
    problem(crm.post("/events/", activity(), key="k"), 422, "idempotency_key_reused")
