"""Requests that nobody thought of, made from the description, against the running API."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator
from pytest_django.live_server_helper import LiveServer

from leads.services.holds import place_hold
from tests.api.client import Api, ago
from tests.factories import LeadFactory, UserFactory

# More of them: SCHEMATHESIS_EXAMPLES=500 .venv/bin/python -m pytest tests/api/test_schemathesis.py
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "5")


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


@pytest.mark.django_db(transaction=True)
def test_no_undocumented_answer_and_no_fault(live_server: LiveServer, tmp_path: Path) -> None:
    token = Api(UserFactory.create(role="lead")).token
    for days in (30, 200, 250, 400):
        lead = LeadFactory.create(created_at=ago(days))
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(300))
    description = strict(SchemaGenerator().get_schema(request=None, public=True))
    copy = tmp_path / "openapi.json"
    copy.write_text(json.dumps(description, default=str), encoding="utf-8")
    run = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"), "run", copy, "--url", live_server.url,
            "--header", f"Authorization: Token {token}", "--max-examples", EXAMPLES, "--checks", "all",
            "--phases", "examples,coverage,fuzzing", "--no-color", "--continue-on-failure",
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
