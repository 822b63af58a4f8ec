"""Requests at the same instant, by real threads against a live server with a connection each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
import requests
from pytest_django.live_server_helper import LiveServer

from journal.models import Event, IncomingEvent
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


def test_one_event_is_recorded_once(post: Post) -> None:
    event = activity()
    answers = at_once(post, [event] * AT_ONCE)
    assert [answer.status_code for answer in answers] == [202] * AT_ONCE
    assert len({answer.content for answer in answers}) == 1
    assert IncomingEvent.objects.count() == Event.objects.filter(event_id=event["event_id"]).count() == 1


def test_one_batch_is_recorded_once_whatever_its_order(post: Post) -> None:
    events = [activity(event_id=str(uuid4())) for _ in range(100)]
    answers = at_once(post, [events, list(reversed(events))] * (AT_ONCE // 2))
    for answer in answers:
        assert {result["status"] for result in answer.json()["results"]} == {"accepted"}
    assert IncomingEvent.objects.count() == len(events)
    assert Event.objects.filter(event_id__in=[event["event_id"] for event in events]).count() == len(events)


def test_of_two_different_ones_under_one_id_one_counts(post: Post) -> None:
    event = activity()
    answers = at_once(post, [event | {"reason": str(number)} for number in range(AT_ONCE)])
    assert sorted(answer.status_code for answer in answers) == [202] + [409] * (AT_ONCE - 1)
    assert Event.objects.filter(event_id=event["event_id"]).count() == 1
