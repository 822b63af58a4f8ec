"""Requests at the same instant, by real threads against a live server with a connection each."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest
import requests
from pytest_django.live_server_helper import LiveServer

from core.api import idempotency
from core.models import IdempotencyKey
from leads.models import Lead, LeadHold
from tests.api.client import PROBLEM, Api, ago, iso
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

Post = Callable[..., requests.Response]
AT_ONCE = 6


@pytest.fixture
def lead(transactional_db: None) -> Lead:
    """A protected lead."""
    return LeadFactory.create(created_at=ago(30))


@pytest.fixture
def post(live_server: LiveServer) -> Post:
    """A request of a clerk to the live server; usable from any thread."""
    token = Api(UserFactory.create(role="clerk")).token

    def send(path: str, body: dict[str, str] | None = None, key: str | None = None) -> requests.Response:
        headers = {"Authorization": f"Token {token}"} | ({"Idempotency-Key": key} if key else {})
        return requests.post(f"{live_server.url}/api/v1{path}", json=body, headers=headers, timeout=30)

    return send


def at_once(*calls: Callable[[], requests.Response]) -> list[requests.Response]:
    """The answers of calls that start at the same instant, each in a thread of its own."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], requests.Response]) -> requests.Response:
        barrier.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.parametrize("start", [{}, {"start_at": iso(ago(3))}, {"start_at": iso(ago(5)), "end_at": iso(ago(4))}])
def test_equal_requests_make_one_hold(post: Post, lead: Lead, start: dict[str, str]) -> None:
    facts = {"reason_code": "PRICE"} | start
    answers = at_once(*[lambda: post(f"/leads/{lead.pk}/holds/", facts)] * AT_ONCE)
    assert sorted(answer.status_code for answer in answers) == [200] * (AT_ONCE - 1) + [201]
    assert {answer.json()["id"] for answer in answers} == {LeadHold.objects.get().pk}


def test_under_one_key_one_acts_and_the_others_repeat_its_answer(post: Post, lead: Lead) -> None:
    answers = at_once(*[lambda: post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"}, key="k")] * AT_ONCE)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert [answer.headers.get("Idempotent-Replayed") for answer in answers].count("true") == AT_ONCE - 1
    assert LeadHold.objects.count() == IdempotencyKey.objects.count() == 1


def test_under_one_key_two_different_requests_cannot_both_pass(post: Post, lead: Lead) -> None:
    calls = [
        lambda code=code: post(f"/leads/{lead.pk}/holds/", {"reason_code": code}, key="k")
        for code in ("PRICE", "SAMPLE")
    ]
    answers = at_once(*calls)
    assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert LeadHold.objects.count() == 1


def test_releases_at_once_end_it_once(post: Post, lead: Lead) -> None:
    hold = post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"}).json()
    answers = at_once(*[lambda: post(f"/holds/{hold['id']}/release/")] * AT_ONCE)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["end_at"] for answer in answers}) == 1


def test_placing_and_releasing_at_once_leaves_holds_that_do_not_overlap(post: Post, lead: Lead) -> None:
    hold = post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"}).json()
    place = [lambda: post(f"/leads/{lead.pk}/holds/", {"reason_code": "SAMPLE"})] * 3
    release = [lambda: post(f"/holds/{hold['id']}/release/")] * 3
    answers = at_once(*place, *release)
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert LeadHold.objects.count() in {1, 2}


def test_whoever_waits_too_long_is_told_to_come_again(
    post: Post, lead: Lead, app_db: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "LONGEST_WAIT", "100ms")
    with app_db.transaction():
        app_db.execute("SELECT FROM leads WHERE id = %s FOR UPDATE", [lead.pk])
        answer = post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"}, key="k")
    assert (answer.status_code, answer.json()["code"]) == (409, "busy")
    assert answer.headers["Content-Type"] == PROBLEM
    assert answer.headers["Retry-After"] == "1"
    assert post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"}, key="k").status_code == 201


def test_a_key_in_use_makes_the_next_one_wait(
    post: Post, lead: Lead, app_db: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(idempotency, "LONGEST_WAIT", "2s")
    with app_db.transaction():
        app_db.execute("SELECT FROM leads WHERE id = %s FOR UPDATE", [lead.pk])
        answers = at_once(*[lambda: post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"}, key="k")] * 2)
    assert {answer.json()["code"] for answer in answers} <= {"busy"}
    assert not LeadHold.objects.exists()
