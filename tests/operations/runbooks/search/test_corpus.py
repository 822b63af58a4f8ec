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


@pytest.mark.parametrize(
    ("language", "question", "slug"),
    [
        ("de", "Spargel", "season-asparagus"),
        ("de", "Spargelsaison läuft, aber es kommt kaum Last", "season-asparagus"),
        ("de", "Oktoberfest-Saison aktivieren", "season-oktoberfest"),
        (
            "de",
            "CRM hat in der Oktoberfestsaison Ereignisse verloren, erneutes Senden ist abgeschaltet",
            "season-oktoberfest",
        ),
        ("de", "Lead-Export geht im Advent nicht, abgeschaltet", "season-christmas"),
        ("de", "Freigabestopp im Januar noch aktiv", "season-christmas"),
        ("en", "prepare the asparagus season", "season-asparagus"),
        ("en", "replay is switched off during oktoberfest", "season-oktoberfest"),
        ("en", "christmas season rollback", "season-christmas"),
        ("en", "lead export switched off in december", "season-christmas"),
    ],
)
def test_a_season_leads_to_its_own_runbook(language: str, question: str, slug: str) -> None:
    publish_corpus()
    answer = ask(question=question, language=language)
    assert answer.matched
    assert answer.candidates[0].version.runbook.slug == slug
