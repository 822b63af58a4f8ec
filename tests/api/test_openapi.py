"""The description of the API: complete, without a warning, and the committed copy is the present one."""

import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from tests.api.client import Api, problem

COPY = Path(__file__).parents[2] / "docs" / "openapi.yaml"
EXPECTED = {
    ("/api/v1/leads/", "get"),
    ("/api/v1/leads/{lead_id}/", "get"),
    ("/api/v1/leads/{lead_id}/protection/", "get"),
    ("/api/v1/leads/{lead_id}/holds/", "post"),
    ("/api/v1/holds/{hold_id}/release/", "post"),
    ("/api/v1/events/", "post"),
    ("/api/v1/events/{event_id}/", "get"),
    ("/api/v1/events/schemas/", "get"),
    ("/api/v1/events/schemas/{event_type}/{version}/", "get"),
    ("/api/v1/auth/login/", "post"),
    ("/api/v1/auth/logout/", "post"),
    ("/api/v1/auth/logout-all/", "post"),
}


@pytest.fixture(scope="module")
def text() -> str:
    """The description, generated with every warning an error."""
    out = io.StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, lang="en", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def description(text: str) -> dict[str, Any]:
    """The same, read."""
    parsed: dict[str, Any] = yaml.safe_load(text)
    return parsed


def operations(description: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, each) for path, item in description["paths"].items() for method, each in item.items()]


def test_the_committed_copy_is_the_present_one(text: str) -> None:
    told = "Renew it: .venv/bin/python manage.py spectacular --lang en --file docs/openapi.yaml"
    assert COPY.read_text(encoding="utf-8") == text, told


def test_every_operation_is_there(description: dict[str, Any]) -> None:
    assert {(path, method) for path, method, _ in operations(description)} >= EXPECTED


# Where the address itself is the secret.
BY_ADDRESS = {"/api/v1/seasons/calendar/{secret}.ics"}


def test_every_operation_is_described_and_secured_and_names_its_problems(description: dict[str, Any]) -> None:
    for path, method, operation in operations(description):
        where = f"{method} {path}"
        assert operation["summary"], where
        assert operation["tags"], where
        needs = operation.get("security", [])
        assert {"token": []} in needs or {"password": []} in needs or path in BY_ADDRESS, where
        assert {"400", "401", "429", "default"} <= operation["responses"].keys(), where
        for status, described in operation["responses"].items():
            name = described.get("$ref", "").rpartition("/")[2]
            answer = description["components"]["responses"][name] if name else described
            if status == "default" or int(status) >= 400:
                assert list(answer["content"]) == ["application/problem+json"], (where, status)


def test_writes_take_an_idempotency_key(description: dict[str, Any]) -> None:
    for path in ("/api/v1/leads/{lead_id}/holds/", "/api/v1/holds/{hold_id}/release/"):
        operation = description["paths"][path]["post"]
        assert "Idempotency-Key" in {each["name"] for each in operation["parameters"]}
        assert {"409", "422"} <= operation["responses"].keys()


@pytest.mark.django_db
def test_it_is_served_to_users(viewer: Api) -> None:
    served = viewer.client.get("/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi"})
    assert served.status_code == 200
    assert yaml.safe_load(served.content)["paths"].keys() >= {path for path, _ in EXPECTED}
    problem(Api(None).get("/schema/"), 401, "not_authenticated")


@pytest.mark.django_db
def test_the_documentation_page_opens_in_a_session(viewer: Api, client: Any) -> None:
    client.force_login(viewer.user)
    page = client.get("/api/v1/docs/")
    assert page.status_code == 200
    assert b"swagger-ui" in page.content
