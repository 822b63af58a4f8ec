"""What no browser would send."""

import pytest

from operations.runbooks.models import RunbookVersion, StepFeedback
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import with_class
from tests.operations.runbooks.admin.forms import cards, sent_by
from tests.operations.runbooks.admin.scene import full, keep, page
from tests.operations.runbooks.documents import step

EDIT = page("edit")
ANSWER = {"version": "1", "anchor": "look", "helped": "no", "comment": "Where?"}


@pytest.mark.parametrize("field", ["steps_0_kind", "steps_1_check", "escalation_0_role", "escalation_0_severity"])
@pytest.mark.parametrize("value", ["made-up", "a\0b"])
def test_only_offered_choices_are_kept(lead: Desk, coffee: RunbookVersion, field: str, value: str) -> None:
    sent = sent_by(lead.get(EDIT), **{field: value})
    assert lead.post(EDIT, {**sent, "save": "1"}).status == 422
    assert not RunbookVersion.objects.filter(state="DRAFT").exists()


def test_an_odd_choice_of_the_document_may_be_moved(lead: Desk) -> None:
    keep(full(steps=[step("odd", "check", check="gone"), step("look")], troubleshooting=[]))
    moved = lead.post(EDIT, {**sent_by(lead.get(EDIT)), "do": "steps:down:0"})
    assert cards(moved) == ["look", "odd"]
    lead.post(EDIT, {**sent_by(moved), "save": "1"})
    steps = RunbookVersion.objects.get(state="DRAFT").content["steps"]
    assert [(each["id"], each.get("check")) for each in steps] == [("look", None), ("odd", "gone")]


@pytest.mark.parametrize("which", ["9" * 5000, "٣", "-1", ""])
def test_no_entry_has_such_a_number(lead: Desk, coffee: RunbookVersion, which: str) -> None:
    shown = lead.post(EDIT, {**sent_by(lead.get(EDIT)), "do": f"steps:remove:{which}"})
    assert shown.status == 200
    assert len(cards(shown)) == 5


@pytest.mark.parametrize("change", [{"comment": "a\0b"}, {"asked": "a\0b"}, {"comment": "x" * 1001}])
def test_what_cannot_be_kept_is_refused(lead: Desk, coffee: RunbookVersion, change: dict[str, str]) -> None:
    assert lead.post(page("feedback"), {**ANSWER, **change}).status == 400
    assert not StepFeedback.objects.exists()


def test_of_a_long_question_the_beginning_is_kept(lead: Desk, coffee: RunbookVersion) -> None:
    shown = lead.get(page("read"), f"asked={'x' * 400}")
    (form, *_others) = [form for part in with_class(shown.root, "feedback") for form in part.iter("form")]
    (asked,) = [field.get("value", "") for field in form.iter("input") if field.get("name") == "asked"]
    lead.post(page("feedback"), {**ANSWER, "asked": asked})
    assert StepFeedback.objects.get().asked == "x" * 300
