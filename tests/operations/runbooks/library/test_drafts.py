"""Drafts that are thrown away."""

from typing import Any

import pytest
from structlog.testing import capture_logs

from operations.runbooks.models import Runbook, RunbookVersion
from operations.runbooks.services.drafts import discard_draft, save_draft
from tests.factories import UserFactory
from tests.operations.runbooks.documents import document, publish

pytestmark = pytest.mark.django_db


def test_the_log_keeps_who_discarded_whose_draft(django_capture_on_commit_callbacks: Any) -> None:
    author, editor = UserFactory.create(), UserFactory.create()
    publish()
    save_draft(content=document(), actor=author)
    with capture_logs() as logs, django_capture_on_commit_callbacks(execute=True):
        discard_draft(slug="coffee", actor=editor)
    assert [each.number for each in RunbookVersion.objects.all()] == [1]
    (line,) = logs
    assert line == {
        "event": "runbook_draft_discarded",
        "log_level": "info",
        "runbook": "coffee",
        "version": 2,
        "begun_by": author.pk,
        "discarded_by": editor.pk,
    }


def test_a_runbook_that_was_never_published_goes_with_its_draft() -> None:
    save_draft(content=document(), actor=None)
    discard_draft(slug="coffee", actor=None)
    assert not Runbook.objects.exists()


def test_without_a_draft_nothing_is_discarded(django_capture_on_commit_callbacks: Any) -> None:
    publish()
    with capture_logs() as logs, django_capture_on_commit_callbacks(execute=True):
        discard_draft(slug="coffee", actor=None)
    assert (Runbook.objects.count(), logs) == (1, [])
