"""What is found, however it is typed."""

import pytest

from tests.operations.runbooks.search.writing import bilingual, first, publish_about

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize("question", ["Erinnerung", "Erinnerungen", "die Erinnerung wurde nicht versendet"])
def test_german_by_its_stem(question: str) -> None:
    assert first(question) == "reminders"


@pytest.mark.parametrize("question", ["reminder", "reminders not being sent", "restored database"])
def test_english_by_its_stem(question: str) -> None:
    assert first(question, "en") == ("backups" if "database" in question else "reminders")


@pytest.mark.parametrize("question", ["Erinerung", "Errinnerung", "Erinnreung", "remindres"])
def test_mistyped(question: str) -> None:
    assert first(question) == "reminders"


@pytest.mark.parametrize(
    "question",
    ["Überfällige", "ueberfaellige", "überfaellige", "UEBERFÄLLIGE", "U\u0308berfa\u0308llige", "Über\u00adfällige"],
)
def test_with_umlauts_in_any_form(question: str) -> None:
    assert first(question) == "reminders"


@pytest.mark.parametrize("question", ["Schutzfristerinnerung", "Schutzfristerinerung"])
def test_by_a_compound_word_that_no_runbook_has(question: str) -> None:
    assert first(question) == "reminders"


def test_by_the_last_part_of_a_compound_word() -> None:
    publish_about("levels", title=bilingual("Wann eine Eskalation beginnt", "When it gets serious"))
    publish_about("people", routine=bilingual("Kontakte pflegen.", "Keep people."))
    publish_about("numbers", title=bilingual("Eskalationskontakte", "Whom to call"))
    assert first("Kontakte") == "numbers"


def test_without_the_blank_between_two_words() -> None:
    assert first("restoredatabase", "en") == "backups"


def test_a_german_question_by_english_words() -> None:
    assert first("restore der database", "de") == "backups"


def test_an_english_question_by_german_words() -> None:
    assert first("Sicherung", "en") == "backups"


def test_signs_that_mean_something_to_the_database_are_words_like_others() -> None:
    for question in ("'", "reminder' & | !( :*", "\\", "100 % reminder <->", "reminder\\'"):
        assert first(question, "en") == ("reminders" if "reminder" in question else None)
