"""Synonyms are data: what somebody adds works with the next question."""

import pytest
from django.db import IntegrityError

from operations.runbooks.models import Synonym, SynonymForm
from operations.runbooks.search.asking import ask
from tests.operations.runbooks.search.writing import first

pytestmark = pytest.mark.usefixtures("library")


def test_a_new_word_is_understood_at_once() -> None:
    assert first("Weckruf") is None
    Synonym.objects.create(german=["Weckruf", "Erinnerung"], english=[])
    assert first("Weckruf") == "reminders"


def test_mistyped_and_in_a_compound_word_too() -> None:
    Synonym.objects.create(german=["Weckruf", "Erinnerung"], english=[])
    assert first("Wekcruf") == "reminders"
    assert first("Schutzfristweckruf") == "reminders"


def test_from_one_language_to_the_other() -> None:
    Synonym.objects.create(german=["Weckruf"], english=["reminder"])
    assert first("Weckruf", "en") == "reminders"


def test_a_phrase_means_a_word() -> None:
    Synonym.objects.create(german=["Bescheid geben", "Erinnerung"], english=[])
    assert first("niemand wollte Bescheid geben") == "reminders"


def test_a_changed_row_forgets_its_former_words() -> None:
    row = Synonym.objects.create(german=["Weckruf", "Erinnerung"], english=[])
    row.german = ["Fanfare", "Erinnerung"]
    row.save()
    assert first("Weckruf") is None
    assert first("Fanfare") == "reminders"


def test_a_deleted_row_is_forgotten() -> None:
    row = Synonym.objects.create(german=["Weckruf", "Erinnerung"], english=[])
    row.delete()
    assert first("Weckruf") is None


def test_a_synonym_is_less_sure_than_the_word_itself() -> None:
    Synonym.objects.create(german=["Weckruf", "Erinnerung"], english=[])
    itself = ask(question="Erinnerung", language="de").confidence
    assert ask(question="Weckruf", language="de").confidence < itself


def test_the_database_refuses_a_row_of_one_word() -> None:
    with pytest.raises(IntegrityError):
        Synonym.objects.create(german=["allein"], english=[])


def test_the_business_has_its_words_from_the_start() -> None:
    forms = set(SynonymForm.objects.values_list("form", flat=True))
    assert {"Handelsvertreter", "rep", "Courtage", "pile up", "futsch", "Warenprobe"} <= forms
