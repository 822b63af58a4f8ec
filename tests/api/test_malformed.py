"""Requests that no client should send: each gets a problem that says what is wrong, none gets a 500."""

from collections.abc import Callable
from typing import Any

import pytest

from core.api.parsers import MAX_BYTES
from leads.models import LeadHold
from tests.api.client import PROBLEM, Api, ago, at_fault, problem
from tests.factories import LeadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(clerk: Api) -> Callable[..., Any]:
    """Raw bytes to where holds are placed."""
    path = f"/leads/{LeadFactory.create(created_at=ago(30)).pk}/holds/"
    return lambda body, content_type="application/json": clerk.post_raw(path, body, content_type)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "malformed_json"),
        (b"nope", "malformed_json"),
        (b"{'reason_code': 'PRICE'}", "malformed_json"),
        (b'{"reason_code": "PRICE"} x', "malformed_json"),
        (b'{"reason_code": NaN}', "malformed_json"),
        (b'{"reason_code": -Infinity}', "malformed_json"),
        (b'{"reason_code": "PR\xff"}', "malformed_json"),
        ('{"reason_code": "PRICE"}'.encode("utf-16"), "malformed_json"),
        (b'{"reason_code": "PRICE", "reason": "\\ud800"}', "malformed_json"),
        (b'{"\\ud800": 1}', "malformed_json"),
        (b"[" * 100_000, "malformed_json"),
        (b'{"a":' * 20_000 + b"1" + b"}" * 20_000, "malformed_json"),
        (b'{"reason_code": ' + b"9" * 5_000 + b"}", "malformed_json"),
        (b'{"reason_code": "PRICE", "reason_code": "SAMPLE"}', "duplicate_key"),
        (b'{"reason_code": "PRICE", "override": {"reason": "a", "reason": "b"}}', "duplicate_key"),
    ],
)
def test_malformed_json(send: Callable[..., Any], body: bytes, code: str) -> None:
    problem(send(body), 400, code)
    assert not LeadHold.objects.exists()


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"]
)
def test_another_content_type(send: Callable[..., Any], content_type: str) -> None:
    problem(send(b'{"reason_code": "PRICE"}', content_type), 415, "unsupported_media_type")


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 11 * 1024 * 1024])
def test_a_huge_body(send: Callable[..., Any], size: int) -> None:
    problem(send(b'{"reason": "' + b"x" * size), 413, "content_too_large")


def test_the_largest_body_is_read(send: Callable[..., Any]) -> None:
    body = b'{"reason_code": "PRICE"}'
    assert send(body + b" " * (MAX_BYTES - len(body))).status_code == 201


def test_a_body_in_chunks_is_not_taken_for_an_empty_one(clerk: Api) -> None:
    lead = LeadFactory.create(created_at=ago(30))
    hold = clerk.post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"}).json()
    response = clerk.client.post(f"/api/v1/holds/{hold['id']}/release/", HTTP_TRANSFER_ENCODING="chunked")
    problem(response, 411, "length_required")
    assert LeadHold.objects.get().end_at is None


def test_a_nul_character(send: Callable[..., Any]) -> None:
    body = problem(send(b'{"reason_code": "PRICE", "reason": "a\\u0000b"}'), 400, "invalid")
    assert at_fault(body) == {"/reason": "control_characters"}


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_another_method(clerk: Api, method: str) -> None:
    response = getattr(clerk.client, method)("/api/v1/leads/")
    problem(response, 405, "method_not_allowed")
    assert response["Allow"] == "GET, HEAD"


def test_another_format(clerk: Api) -> None:
    problem(clerk.client.get("/api/v1/leads/", headers={"Accept": "text/html"}), 406, "not_acceptable")


@pytest.mark.parametrize("path", ["nothing/", "leads/x/", "leads/-1/", "leads/1.5/", "leads/%00/", "leads/1/holds"])
def test_another_address(clerk: Api, path: str) -> None:
    response = clerk.client.get(f"/api/v1/{path}")
    if response.status_code != 301:  # only the slash is missing
        problem(response, 404, "not_found")


def test_errors_speak_the_language_asked_for(clerk: Api) -> None:
    response = clerk.client.get("/api/v1/leads/0/", headers={"Accept-Language": "en"})
    assert response["Content-Type"] == PROBLEM
    assert response.json()["detail"] == "There is no such lead."
