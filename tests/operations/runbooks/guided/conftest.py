"""What is asked about."""

import pytest

from tests.operations.runbooks.documents import both, publish, step


@pytest.fixture
def reminders(db: None) -> None:
    """A runbook with steps of each kind."""
    publish(
        "reminders",
        title=both("Reminders that are not sent"),
        steps=[
            step("overdue", "check", check="reminders_overdue", title=both("Count the overdue ones")),
            step("again", "check", check="reminders_overdue", title=both("Count them once more")),
            step("of-the-lead", "check", check="reminders_of_lead", title=both("Look at those of the lead")),
            step("broker", "check", check="broker", title=both("See whether Redis answers")),
            step("dispatch", "command", command="manage.py dispatch_reminders", title=both("Dispatch them")),
        ],
        troubleshooting=[
            {"id": "twice", "symptom": both("Sent twice"), "cause": both("Two addresses."), "fix": both("Drop one.")},
        ],
    )
