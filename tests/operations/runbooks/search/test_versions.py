"""The index has the current version of each runbook, and no other."""

import pytest

from operations.runbooks.models import Passage, Term, Word
from operations.runbooks.search.asking import ask
from operations.runbooks.services.drafts import save_draft
from operations.runbooks.services.indexing import rebuild_index
from tests.operations.runbooks.documents import both, document, publish
from tests.operations.runbooks.search.writing import first

pytestmark = pytest.mark.django_db


def test_a_draft_is_not_found() -> None:
    save_draft(content=document("teapot", title=both("Teapot")), actor=None)
    assert first("teapot", "en") is None


def test_an_older_version_is_not_found() -> None:
    publish("teapot", title=both("Teapot"))
    publish("teapot", title=both("Samovar"))
    assert first("teapot", "en") is None
    assert first("samovar", "en") == "teapot"


def test_the_version_that_is_found_is_the_current_one() -> None:
    publish("teapot", title=both("Teapot"))
    publish("teapot", title=both("Teapot"), summary=both("The teapot is out of order again."))
    (candidate,) = ask(question="teapot", language="en").candidates
    assert candidate.version.number == 2


def test_words_that_no_runbook_has_any_more_are_forgotten() -> None:
    publish("teapot", title=both("Zymurgy"))
    publish("teapot", title=both("Samovar"))
    assert not Word.objects.filter(word="zymurgy").exists()


def test_the_index_made_anew_is_the_same() -> None:
    publish("teapot", title=both("Teapot"))
    publish("coffee")
    fields = ("version", "language", "kind", "anchor", "head", "vector")
    passages, terms = list(Passage.objects.values_list(*fields)), set(Term.objects.values_list("lexeme", "strength"))
    assert rebuild_index() == 2
    assert sorted(Passage.objects.values_list(*fields)) == sorted(passages)
    assert set(Term.objects.values_list("lexeme", "strength")) == terms
