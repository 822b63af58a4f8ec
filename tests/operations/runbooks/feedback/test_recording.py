"""Keeping what people say about steps."""

import pytest

from operations.runbooks.models import StepFeedback
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.feedback import NotPublished, UnknownStep, record_feedback
from tests.factories import UserFactory
from tests.operations.runbooks.documents import document, publish, step

pytestmark = pytest.mark.django_db


def test_an_answer_is_kept_with_who_gave_it_and_what_they_searched_for() -> None:
    version, user = publish(), UserFactory.create()
    record_feedback(
        version=version, anchor="look", helped=False, actor=user, source="api", comment="Where?", asked="no coffee"
    )
    kept = StepFeedback.objects.get()
    assert (kept.version, kept.anchor, kept.helped, kept.given_by) == (version, "look", False, user)
    assert (kept.source, kept.comment, kept.asked) == ("api", "Where?", "no coffee")


def test_an_answer_may_be_about_the_whole_runbook() -> None:
    kept = record_feedback(version=publish(), anchor="", helped=True, actor=UserFactory.create(), source="admin")
    assert kept.anchor == ""


def test_an_answer_about_a_step_that_this_version_does_not_have_is_refused() -> None:
    old = publish()
    publish(steps=[step("taste")])
    record_feedback(version=old, anchor="look", helped=True, actor=UserFactory.create(), source="api")
    with pytest.raises(UnknownStep, match=r"taste.*coffee@1"):
        record_feedback(version=old, anchor="taste", helped=True, actor=UserFactory.create(), source="api")


def test_a_draft_takes_none() -> None:
    draft = save_draft(content=document(), actor=None)
    with pytest.raises(NotPublished):
        record_feedback(version=draft, anchor="look", helped=True, actor=UserFactory.create(), source="admin")
