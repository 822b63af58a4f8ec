"""The example client, as a process of its own against a running server."""

import os
import subprocess
import sys
from typing import Any

import pytest
from knox.models import AuthToken

from freshops.environment import BASE_DIR
from operations.runbooks.models import StepFeedback
from tests.factories import UserFactory
from tests.operations.runbooks.documents import both, publish, step

pytestmark = pytest.mark.django_db(transaction=True)


def ask(url: str, role: str, *arguments: str, token: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the client to its end, as a user of that role."""
    if token is None:
        _, token = AuthToken.objects.create(UserFactory.create(role=role))
    return subprocess.run(
        [sys.executable, BASE_DIR / "examples" / "help_client.py", "--url", url, *arguments],
        env={"PATH": os.environ["PATH"], "FRESHOPS_TOKEN": token, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def coffee() -> None:
    """A runbook with a check of the platform, and one of a lead."""
    steps = [
        step("count", kind="check", check="parked_deliveries", title=both("Count the parked")),
        step("look-lead", kind="check", check="protection_of_lead"),
    ]
    publish(steps=steps)


def test_it_walks_from_the_question_to_the_feedback(live_server: Any, coffee: None) -> None:
    done = ask(live_server.url, "clerk", "--helped", "no", "Coffee machine out of order")
    assert done.returncode == 0, done.stderr
    assert "Coffee machine (coffee@1" in done.stdout
    assert "1. Count the parked" in done.stdout
    assert "Now: 0 count [AS_EXPECTED]" in done.stdout
    assert "(--lead)" in done.stdout
    assert "after 0 min: Operations lead (SEV1)" in done.stdout
    kept = StepFeedback.objects.get()
    assert (kept.version.reference, kept.helped, kept.asked) == ("coffee@1", False, "Coffee machine out of order")


def test_who_may_not_run_a_check_sees_the_steps_all_the_same(live_server: Any, coffee: None) -> None:
    done = ask(live_server.url, "help", "Coffee machine out of order")
    assert done.returncode == 0, done.stderr
    assert "not shown, you lack the right" in done.stdout
    assert not StepFeedback.objects.exists()


def test_it_says_that_nothing_answers(live_server: Any, coffee: None) -> None:
    done = ask(live_server.url, "clerk", "how do I tune a guitar")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Nothing answers" in done.stdout


def test_a_wrong_token_is_told(live_server: Any) -> None:
    done = ask(live_server.url, "", "coffee", token="0" * 64)
    assert done.returncode == 2
    assert "Check the token." in done.stderr


def test_a_server_that_is_not_there_is_told() -> None:
    done = ask("http://127.0.0.1:9", "", "coffee", token="x")
    assert done.returncode == 2
    assert "Cannot reach FreshOps at http://127.0.0.1:9" in done.stderr


def test_a_missing_token_is_told() -> None:
    done = ask("http://127.0.0.1:9", "", "coffee", token="")
    assert done.returncode == 2
    assert "a token is needed" in done.stderr
