"""The lines in docs/api.md do what the page says, when they are run as they stand there."""

import os
import re
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from knox.models import AuthToken
from pytest_django.live_server_helper import LiveServer

from leads.models import LeadHold
from operations.runbooks.models import StepFeedback
from tests.api.client import ago
from tests.factories import LeadFactory, UserFactory

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
MISSING = "No curl: install it (Debian: apt-get install curl); until then docs/api.md is not tried out."


def script(address: str, lead_id: int) -> str:
    """All shell lines of the page in one, for this server and lead."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    text = "\n".join(["set -eu", *blocks])
    for written, meant in (("http://127.0.0.1:8000", address), ("LEAD=1 ", f"LEAD={lead_id} ")):
        assert text.count(written) == 1
        text = text.replace(written, meant)
    return text


@pytest.mark.django_db(transaction=True)
def test_the_lines_of_the_page(live_server: LiveServer) -> None:
    if shutil.which("curl") is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(MISSING)
    leitung = UserFactory.create(username="leitung", role="lead")
    leitung.set_password("freshops-demo")
    leitung.save()
    lead = LeadFactory.create(created_at=ago(30))
    call_command("sync_runbooks", stdout=StringIO())
    run = subprocess.run(
        ["/bin/sh", "-c", script(live_server.url, lead.pk)], capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stdout + run.stderr
    hold = LeadHold.objects.get()
    assert (hold.lead_id, hold.reason, hold.created_by_id) == (lead.pk, "Price list promised", leitung.pk)
    assert hold.end_at is not None
    assert StepFeedback.objects.get().given_by == leitung
    assert not AuthToken.objects.exists()
