"""Many events at once: each judged by itself, recorded together."""

from time import process_time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from journal.models import Event
from journal.services.incoming import receive_events
from tests.api.client import Api, problem
from tests.journal.ingest.sender import activity, counts

pytestmark = pytest.mark.django_db


def statuses(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [result["status"] for result in answer.json()["results"]]


def test_each_has_its_own_result_in_order(crm: Api) -> None:
    sent = activity()
    crm.post("/events/", sent)
    wrong: list[Any] = [activity(lead_id=0), 7, None, "x", [], {}, activity(event_id="q")]
    events = [activity(), *wrong, activity(event_type="lead.sang"), sent, sent | {"reason": "other"}, activity()]
    answer = crm.post("/events/", events)
    assert statuses(answer) == ["accepted", *["rejected"] * 7, "parked", "accepted", "conflict", "accepted"]
    results = answer.json()["results"]
    sent_ids = [each.get("event_id") if isinstance(each, dict) else None for each in events]
    assert [each["event_id"] for each in results] == sent_ids
    assert results[1]["errors"] == [{"pointer": "/lead_id", "reason": results[1]["errors"][0]["reason"]}]
    assert [each["pointer"] for each in results[2]["errors"]] == [""]
    assert all(each["errors"] for each in results if each["status"] in {"rejected", "conflict"})
    assert Event.objects.filter(source=crm.user.username).count() == 3


def test_a_batch_again_is_answered_the_same(crm: Api) -> None:
    events = [activity(), activity(lead_id=-1), activity(event_type="lead.sang")]
    first = crm.post("/events/", events)
    after = counts()
    assert crm.post("/events/", events).content == first.content
    assert counts() == after


def test_of_two_with_one_id_the_first_counts(crm: Api) -> None:
    event = activity()
    upper = event | {"event_id": event["event_id"].upper()}
    assert statuses(crm.post("/events/", [event, event, event | {"lead_id": 5}, upper])) == [
        "accepted",
        "accepted",
        "conflict",
        "conflict",
    ]
    assert Event.objects.get(event_id=event["event_id"]).payload["lead_id"] == 4711


def test_one_that_is_rejected_does_not_take_its_id(crm: Api) -> None:
    event = activity()
    assert statuses(crm.post("/events/", [event | {"lead_id": 0}, event])) == ["rejected", "accepted"]


def test_it_is_recorded_in_the_order_of_what_happened(crm: Api) -> None:
    times = ["2026-03-02T09:00:00+01:00", "2026-03-02T07:30:00Z", "2026-03-02T09:00:00.5+01:00"]
    events = [activity(timestamp=time) for time in times]
    crm.post("/events/", events)
    recorded = Event.objects.filter(source=crm.user.username).order_by("id")
    assert [str(row.event_id) for row in recorded] == [events[i]["event_id"] for i in (1, 0, 2)]


@pytest.mark.parametrize("size", [0, 1001])
def test_a_batch_has_one_to_a_thousand(crm: Api, size: int) -> None:
    before = counts()
    problem(crm.post("/events/", [activity()] * size), 400, "batch_size")
    assert counts() == before


def test_a_thousand_are_taken(crm: Api) -> None:
    assert statuses(crm.post("/events/", [activity() for _ in range(1000)])) == ["accepted"] * 1000


def test_a_batch_takes_as_many_statements_as_one_event(crm: Api) -> None:
    def statements(size: int) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            receive_events(sender=crm.user, events=[activity() for _ in range(size)])
        return len(captured)

    assert statements(1) == statements(500)


def test_judging_five_hundred_takes_little_work(crm: Api) -> None:
    seconds = []
    for _ in range(4):
        events = [activity(lead_id=number + 1) for number in range(500)]
        began = process_time()  # not the clock on the wall: other tests run beside this one
        receive_events(sender=crm.user, events=events)
        seconds.append(process_time() - began)
    assert min(seconds) < 0.2, seconds
