"""Requests at the same instant, by real threads against a live server with a connection each."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
import requests
from django.db import transaction
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from journal.models import Event, IncomingEvent
from journal.relay.consuming import consume_all
from leads.models import Lead, LeadActivity, LeadHold
from leads.services.projection import count_drift
from tests.factories import LeadFactory
from tests.journal.ingest.sender import activity, service

pytestmark = pytest.mark.django_db(transaction=True)

Post = Callable[[Any], requests.Response]
AT_ONCE = 6


@pytest.fixture
def post(live_server: LiveServer) -> Post:
    """Sends events to the live server; usable from any thread."""
    token = service().token

    def send(body: Any) -> requests.Response:
        headers = {"Authorization": f"Token {token}"}
        return requests.post(f"{live_server.url}/api/v1/events/", json=body, headers=headers, timeout=30)

    return send


def at_once(post: Post, bodies: list[Any]) -> list[requests.Response]:
    """The answers to these bodies, sent at the same instant."""
    barrier = Barrier(len(bodies))

    def run(body: Any) -> requests.Response:
        barrier.wait()
        return post(body)

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(run, bodies))


@pytest.fixture
def leads() -> list[Lead]:
    """Leads in follow-up: an activity moves their dates."""
    return LeadFactory.create_batch(20, created_at=timezone.now() - timedelta(days=200))


def stories(leads: list[Lead]) -> list[dict[str, Any]]:
    """Of each lead a call and a sample that is owed."""
    return [
        activity(event_id=str(uuid4()), lead_id=lead.pk, event_type=event_type, metadata=metadata)
        for lead in leads
        for event_type, metadata in (
            ("lead.activity.created", {"kind": "QUALIFIED_CALL"}),
            ("sample.requested", {"sample_id": f"S-{lead.pk}"}),
        )
    ]


def check_that_each_counts_once(leads: list[Lead]) -> None:
    for consumed in iter(consume_all, 0):
        assert consumed
    ids = [lead.pk for lead in leads]
    once = dict.fromkeys(ids, 1)
    for facts in (LeadActivity.objects.all(), LeadHold.objects.filter(source="rule", voided_at=None)):
        assert Counter(facts.filter(lead_id__in=ids).values_list("lead_id", flat=True)) == once
    told = Event.objects.filter(event_type="lead.hold.created", aggregate_id__in=ids)
    assert Counter(told.values_list("aggregate_id", flat=True)) == once
    assert count_drift() == {"drifted": 0}


def test_one_event_changes_its_lead_once(post: Post, leads: list[Lead]) -> None:
    event, owed = stories(leads[:1])
    answers = at_once(post, [event] * AT_ONCE) + at_once(post, [owed] * AT_ONCE)
    assert [answer.status_code for answer in answers] == [202] * AT_ONCE * 2
    assert len({answer.content for answer in answers}) == 2
    assert IncomingEvent.objects.count() == Event.objects.filter(event_id=event["event_id"]).count() + 1 == 2
    check_that_each_counts_once(leads[:1])


def test_one_batch_changes_its_leads_once_whatever_its_order(post: Post, leads: list[Lead]) -> None:
    events = stories(leads)
    answers = at_once(post, [events, list(reversed(events))] * (AT_ONCE // 2))
    for answer in answers:
        assert {result["status"] for result in answer.json()["results"]} == {"accepted"}
    assert IncomingEvent.objects.count() == len(events)
    assert Event.objects.filter(event_id__in=[event["event_id"] for event in events]).count() == len(events)
    check_that_each_counts_once(leads)


def test_a_lock_that_somebody_holds_does_not_keep_the_sender_waiting(post: Post, leads: list[Lead]) -> None:
    event, _owed = stories(leads[:1])
    with transaction.atomic():
        Lead.objects.select_for_update().get(pk=leads[0].pk)
        answer = post(event)
        assert answer.status_code == 202
        assert not LeadActivity.objects.exists()

    while not LeadActivity.objects.exists():
        consume_all()


def test_of_two_different_ones_under_one_id_one_counts(post: Post) -> None:
    event = activity()
    answers = at_once(post, [event | {"reason": str(number)} for number in range(AT_ONCE)])
    assert sorted(answer.status_code for answer in answers) == [202] + [409] * (AT_ONCE - 1)
    assert Event.objects.filter(event_id=event["event_id"]).count() == 1
