"""Answers to "Did this help?": one of each person about each place, however often they are sent."""

import pytest

from operations.runbooks.models import RunbookVersion, StepFeedback
from operations.runbooks.querysets.feedback import feedback_figures
from tests.leads.admin.desk import Desk
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.scene import page

ANSWER = {"version": "1", "anchor": "look", "helped": "no", "comment": "Where?"}


@pytest.fixture
def reader(desk: NewDesk) -> Desk:
    """Somebody who reads runbooks."""
    return desk("viewer")


def test_what_is_sent_again_is_one_answer(reader: Desk, coffee: RunbookVersion) -> None:
    for _time in range(2):
        assert reader.post(page("feedback"), ANSWER).status == 302
    assert StepFeedback.objects.get().comment == "Where?"
    assert feedback_figures().totals == {True: 0, False: 1}


def test_the_last_answer_of_a_person_counts(reader: Desk, desk: NewDesk, coffee: RunbookVersion) -> None:
    reader.post(page("feedback"), ANSWER)
    before = StepFeedback.objects.get()
    reader.post(page("feedback"), {**ANSWER, "helped": "yes", "comment": "Found it."})
    after = StepFeedback.objects.get()
    assert (after.pk, after.helped, after.comment) == (before.pk, True, "Found it.")
    assert after.recorded_at > before.recorded_at
    assert feedback_figures().totals == {True: 1, False: 1}  # both were said, and a total never falls

    reader.post(page("feedback"), {**ANSWER, "anchor": ""})
    desk("viewer").post(page("feedback"), ANSWER)
    assert StepFeedback.objects.count() == 3
