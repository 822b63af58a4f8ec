"""Live figures beside the steps."""

from typing import Any

import pytest

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
