"""An honest "no match"."""

import pytest

from operations.runbooks.search.asking import ask
from operations.runbooks.search.confidence import MATCHED_FROM

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize("question", ["Urlaubsantrag", "Drucker kaputt im dritten Stock", "Muster für Strickpullover"])
def test_what_no_runbook_is_about_matches_nothing(question: str) -> None:
    assert not ask(question=question, language="de").matched


def test_the_nearest_ones_are_given_all_the_same() -> None:
    answer = ask(question="Muster für Strickpullover und Wollsocken", language="de")
    assert not answer.matched
    assert answer.candidates[0].version.runbook.slug == "samples"
    assert 0 < answer.confidence < MATCHED_FROM


def test_a_question_that_says_nothing_has_no_candidates() -> None:
    answer = ask(question="was ist denn das hier bitte", language="de")
    assert (answer.matched, answer.confidence, answer.candidates) == (False, 0.0, [])


def test_confidence_falls_from_candidate_to_candidate() -> None:
    confidences = [each.confidence for each in ask(question="Muster", language="de").candidates]
    assert len(confidences) > 1
    assert confidences == sorted(confidences, reverse=True)


def test_no_more_candidates_than_asked_for() -> None:
    assert len(ask(question="Muster", language="de", limit=1).candidates) == 1


def test_an_unheard_word_makes_it_less_sure() -> None:
    sure = ask(question="lost sample", language="en").confidence
    assert ask(question="lost sample trombone", language="en").confidence < sure
