"""The lines in docs/integration.md do what the page says, when they are run as they stand there."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer
from standardwebhooks import WebhookVerificationError

from journal.contracts.registry import Direction, contracts
from journal.models import Event, IncomingEvent
from journal.webhooks.signing import signature_headers, signing_key
from tests.journal.ingest.sender import service

PAGE = Path(__file__).parents[3] / "docs" / "integration.md"
TEXT = PAGE.read_text(encoding="utf-8")
MISSING = "No curl: install it (Debian: apt-get install curl); until then docs/integration.md is not tried out."


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def script(address: str, token: str) -> str:
    """All shell lines of the page in one, for this server and token; an empty line between two answers."""
    text = "\n".join(["set -eu", *blocks("sh")])
    command = ".venv/bin/python manage.py create_service_token crm --group integration --days 90"
    for written, meant in (("http://127.0.0.1:8000", address), (command, f"echo {token}")):
        assert text.count(written) == 1
        text = text.replace(written, meant)
    return text.replace("curl -sS", "curl -sS -w '\\n'")


@pytest.mark.django_db(transaction=True)
def test_the_lines_of_the_page(live_server: LiveServer) -> None:
    if shutil.which("curl") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    lines = script(live_server.url, service().token)
    run = subprocess.run(["/bin/sh", "-c", lines], capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stdout + run.stderr
    single, schemas, schema, batch, fate = _answers(run.stdout)
    assert (single["status"], single["errors"]) == ("accepted", [])
    assert len(schemas["results"]) == len(contracts())
    assert schema["title"] == "Lead created"
    assert [each["status"] for each in batch["results"]] == ["accepted", "accepted", "rejected"]
    assert (fate["event_id"], fate["state"]) == (single["event_id"], "recorded")
    types = IncomingEvent.objects.values_list("event_type", flat=True)
    assert sorted(types) == ["lead.activity.created", "sample.delivered"]
    assert Event.objects.filter(event_id=single["event_id"]).count() == 1


def _answers(output: str) -> list[dict[str, Any]]:
    decoder, found, position = json.JSONDecoder(), [], 0
    while position < len(output.rstrip()):
        value, position = decoder.raw_decode(output, position)
        found.append(value)
        position += len(output[position:]) - len(output[position:].lstrip())
    return found


def test_the_receiver_takes_what_we_sign_and_nothing_else() -> None:
    (source,) = blocks("python")
    names: dict[str, Any] = {}
    exec(source, names)  # noqa: S102  (the page's own lines)
    key, body = signing_key(7, 1), json.dumps({"event_type": "lead.hold.created"}).encode()
    headers = signature_headers("018f2b6a-0001-7c3a-9d21-5b7c1e0a4f10", body, [key])
    assert names["receive"](headers, body, key) == {"event_type": "lead.hold.created"}
    with pytest.raises(WebhookVerificationError):
        names["receive"](headers, body, signing_key(8, 1))


def test_every_type_is_in_the_table() -> None:
    table = TEXT.partition("## What each type does")[2].partition("**Holds.**")[0]
    written = set(re.findall(r"`([a-z.]+)`", table))
    prefix = ""
    named = set()
    for each in re.findall(r"`(\.?[a-z]+(?:\.[a-z]+)*)`", table):
        prefix = prefix if each.startswith(".") else each.partition(".")[0]
        named.add(prefix + each if each.startswith(".") else each)
    assert {each.event_type for each in contracts() if each.direction is Direction.INCOMING} <= named | written
