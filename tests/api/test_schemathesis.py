"""Requests that nobody thought of, made from the description, against the running API."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from pytest_django.live_server_helper import LiveServer

from leads.services.holds import place_hold
from tests.api.client import Api, ago
from tests.effort import SCHEMATHESIS_EXAMPLES
from tests.factories import LeadFactory, UserFactory
from tests.journal.ingest.sender import service

TRIED = ("LeadActivityCreatedV1", "UnknownEvent")
# Events of unknown types are free in form; no schema keeps out a NUL, half a surrogate pair, 2^80, or a used key.
FREE_FORM = "[checks]\npositive_data_acceptance.expected-statuses = [200, 202, 400, 401, 403, 404, 409, 422]\n"
# What a schema cannot say: which parameters a check has, how many buckets lie between two days.
OPEN = "\n".join(
    f'[[operations]]\ninclude-path = "{path}"\n{FREE_FORM.replace("[checks]", "[operations.checks]")}'
    for path in ("/api/v1/checks/{name}/run/", "/api/v1/kpis/{name}/")
)


def strict(description: dict[str, Any]) -> dict[str, Any]:
    """Without `default` answers, so that an undocumented status is a failure; and without what would end our token.

    Nor cursors: they are opaque, and right are those alone that an answer gave.
    """
    for path in list(description["paths"]):
        if "logout" in path:
            del description["paths"][path]
            continue
        for operation in description["paths"][path].values():
            del operation["responses"]["default"]
            operation["parameters"] = [each for each in operation.get("parameters", ()) if each["name"] != "cursor"]
    return description


def run(address: str, token: str, description: dict[str, Any], folder: Path) -> None:
    """Have the operations of this description tried out, and fail with what was found."""
    copy = folder / "openapi.json"
    copy.write_text(json.dumps(strict(description), default=str), encoding="utf-8")
    tried = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "run", copy, "--url", address,
            "--header", f"Authorization: Token {token}", "--max-examples", SCHEMATHESIS_EXAMPLES, "--checks", "all",
            "--phases", "examples,coverage,fuzzing", "--no-color", "--continue-on-failure",
        ],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tried.returncode == 0, tried.stdout + tried.stderr


def described(*, events: bool) -> dict[str, Any]:
    """The operations that send events and ask about them, or all others."""
    description: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    sending = {path for path in description["paths"] if "/events/" in path and "/schemas/" not in path}
    description["paths"] = {path: item for path, item in description["paths"].items() if (path in sending) is events}
    if events:
        _ease(description)
    return description


def _ease(description: dict[str, Any]) -> None:
    """Leave out what would only cost time, or be refused with good reason.

    All types would take minutes, and find what one does: tests/journal/ingest goes through the others. And a schema
    cannot say what is the future.
    """
    schemas = description["components"]["schemas"]
    kinds = schemas["EventsRequest"]["oneOf"]
    kinds[:] = [kind for kind in kinds if kind.get("$ref", "").rpartition("/")[2] in TRIED or "items" in kind]
    for name in TRIED:
        schemas[name]["properties"]["timestamp"] = {"type": "string", "enum": ["2026-03-02T09:15:00+01:00"]}
    del description["paths"]["/api/v1/events/"]["post"]["requestBody"]["content"]["application/json"]["examples"]


@pytest.mark.django_db(transaction=True)
def test_no_undocumented_answer_and_no_fault(live_server: LiveServer, tmp_path: Path) -> None:
    token = Api(UserFactory.create(role="lead")).token
    for days in (30, 200, 250, 400):
        lead = LeadFactory.create(created_at=ago(days))
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(300))
    (tmp_path / "schemathesis.toml").write_text(OPEN, encoding="utf-8")
    run(live_server.url, token, described(events=False), tmp_path)


@pytest.mark.django_db(transaction=True)
def test_nor_where_a_system_sends_events(live_server: LiveServer, tmp_path: Path) -> None:
    (tmp_path / "schemathesis.toml").write_text(FREE_FORM, encoding="utf-8")
    run(live_server.url, service().token, described(events=True), tmp_path)
