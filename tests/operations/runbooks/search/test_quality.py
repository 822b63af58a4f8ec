"""How well search answers the questions that it was tuned by, never worse than was promised for the others."""

import pytest

from tests.operations.runbooks.search.corpus import publish_corpus
from tests.operations.runbooks.search.quality import figures, is_right, outcomes, questions

pytestmark = pytest.mark.django_db


def test_the_tuning_half_is_answered() -> None:
    publish_corpus()
    found = outcomes(questions("tuning"))
    measured = figures(found)
    wrong = [(each.question.text, each.found, each.confidence) for each in found if not is_right(each)]
    assert measured.first >= 0.85, wrong
    assert measured.among_three >= 0.95, wrong
    assert measured.no_match >= 0.80, wrong
