"""Live figures beside the steps."""

import uuid
from typing import Any

import pytest
from rest_framework.throttling import SimpleRateThrottle

from tests.operations.runbooks.documents import both, publish, step
from tests.operations.runbooks.library.readers import reader

pytestmark = pytest.mark.usefixtures("reminders")


def live(role: str) -> dict[str, Any]:
    """The checks of the answer, by step."""
    answer = reader(role).get("/guided-operations/", q="reminders not sent", lang="en", checks="true")
    return {each["step"]: each for each in answer.json()["candidates"][0]["checks"]}


def test_a_check_that_needs_nothing_is_run() -> None:
    result = live("clerk")["overdue"]["result"]
    assert (result["check"], result["verdict"], result["value"]) == ("reminders_overdue", "AS_EXPECTED", 0)


def test_a_check_that_two_steps_name_is_run_once() -> None:
    found = live("clerk")
    assert found["overdue"]["result"]["measured_at"] == found["again"]["result"]["measured_at"]


def test_a_check_of_a_lead_says_that_the_lead_has_to_be_known() -> None:
    skipped = live("clerk")["of-the-lead"]["skipped"]
    assert skipped["code"] == "check_parameter_missing"
    assert "lead" in skipped["reason"]


def test_a_check_that_the_caller_may_not_run_is_not_run() -> None:
    assert live("viewer")["broker"]["skipped"]["code"] == "check_not_allowed"
    assert "result" not in live("viewer")["broker"]


def test_steps_without_a_check_have_none() -> None:
    assert list(live("clerk")) == ["overdue", "again", "of-the-lead", "broker"]


def test_only_the_first_candidates_checks_are_run() -> None:
    publish("reminders-too", title=both("Reminders that are not sent either"), steps=[
        step("count", "check", check="reminders_overdue", title=both("Count the overdue reminders")),
    ])  # fmt: skip
    answer = reader("clerk").get("/guided-operations/", q="reminders not sent", lang="en", checks="true").json()
    first, *others = answer["candidates"]
    assert first["checks"]
    assert others
    assert [each["checks"] for each in others] == [None] * len(others)


def test_running_checks_counts_as_writing_and_asking_alone_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "cache_format", f"{uuid.uuid4()}_%(scope)s_%(ident)s")
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "write", "3/min")
    clerk = reader("clerk")
    ask = {"q": "reminders not sent", "lang": "en"}
    assert [clerk.get("/guided-operations/", **ask).status_code for _ in range(4)] == [200] * 4
    assert clerk.post("/checks/reminders_overdue/run/", {}).status_code == 200
    found = [clerk.get("/guided-operations/", **ask, checks="true").status_code for _ in range(3)]
    assert found == [200, 200, 429]
