"""The three questions that everybody asks, of the real runbooks."""

import pytest

from operations.runbooks.search.asking import ask
from tests.operations.runbooks.search.corpus import publish_corpus

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["de", "en"])
def test_lead_protection_reminder_and_expiry_lead_to_lead_protection(language: str) -> None:
    publish_corpus()
    for question in ("lead protection", "reminder", "expiry"):
        answer = ask(question=question, language=language)
        assert answer.matched
        assert answer.candidates[0].version.runbook.slug == "lead-protection", question


def test_that_something_came_or_did_not_says_nothing_about_what() -> None:
    publish_corpus()
    answer = ask(question="Erinnerung kam nicht", language="de")
    assert answer.matched
    assert answer.candidates[0].version.runbook.slug in {"lead-protection", "protection-reminders"}
