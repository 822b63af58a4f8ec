"""What every answer has in common: headers, language, and errors that programs can read."""

import pytest
from django.test import Client
from rest_framework.test import APIRequestFactory

from core.errors import DomainError
from core.models import User
from core.problems import exception_handler, field_problems

pytestmark = pytest.mark.django_db


def test_the_content_security_policy_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["default-src"] == directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy


def test_headers_that_keep_browsers_from_guessing_and_framing(client: Client) -> None:
    headers = client.get("/admin/login/").headers
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("accepted", "language"), [("", "de"), ("en-GB,en;q=0.9", "en"), ("fr,en;q=0.5,de;q=0.4", "en"), ("fr", "de")]
)
def test_before_the_login_the_browsers_language_decides_and_german_comes_first(
    client: Client, accepted: str, language: str
) -> None:
    answer = client.get("/admin/login/", headers={"accept-language": accepted})
    assert answer.headers["Content-Language"] == language


def test_after_the_login_the_users_own_does(client: Client) -> None:
    client.force_login(User.objects.create_superuser("anna", language="en"))
    assert client.get("/admin/", headers={"accept-language": "de"}).headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("get", "/api/v1/nothing/", 404), ("get", "/api/v1/schema/", 401), ("post", "/healthz", 405)],
)
def test_errors_have_the_right_status(client: Client, method: str, path: str, status: int) -> None:
    answer = getattr(client, method)(path)
    assert answer.status_code == status
    if path.startswith("/api/"):
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == status
        assert answer.json()["instance"] == path


def test_a_refusal_of_the_rules_becomes_a_problem_with_its_code_field_and_facts() -> None:
    request = APIRequestFactory().post("/api/v1/leads/1/holds/")
    refusal = DomainError("It overlaps.", code="hold_overlaps", status=409, field="start_at", params={"hold_id": 7})
    answer = exception_handler(refusal, {"request": type("Request", (), {"_request": request})()})
    assert answer is not None
    assert answer.status_code == 409
    assert answer.data == {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "code": "hold_overlaps",
        "detail": "It overlaps.",
        "instance": "/api/v1/leads/1/holds/",
        "errors": [{"pointer": "/start_at", "code": "hold_overlaps", "detail": "It overlaps."}],
        "params": {"hold_id": 7},
    }


def test_nested_field_errors_become_json_pointers() -> None:
    wrong = {"message": "Wrong.", "code": "invalid"}
    found = field_problems({"lines": [{}, {"end/at": [wrong]}], "non_field_errors": [wrong]})
    assert [problem["pointer"] for problem in found] == ["/lines/1/end~1at", ""]


def test_unexpected_faults_are_problems_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.raise_request_exception = False
    monkeypatch.setattr("drf_spectacular.views.SpectacularAPIView.initial", lambda *_, **__: 1 / 0)
    answer = client.get("/api/v1/schema/")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
