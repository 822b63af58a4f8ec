"""Words as they are compared: folded, taken apart, and how far apart they are typed."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from operations.runbooks.search.compounds import split
from operations.runbooks.search.spelling import distance
from operations.runbooks.search.wording import folded, prose_of, words_in

KNOWN = {"schutz", "frist", "erinnerung", "benachrichtigung", "warteschlange", "eskalation", "kontakte", "leads"}


@pytest.mark.parametrize("written", ["Überfällig", "ueberfaellig", "ÜBERFÄLLIG", "U\u0308berfa\u0308llig"])
def test_umlauts_are_the_same_in_every_way_to_write_them(written: str) -> None:
    assert folded(written) == "ueberfaellig"


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["Überfällig", "Straße", "Café", "Ångström", "PRÜFEN", "I\u0307", "reminder"])
def test_the_database_folds_as_python_does(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT runbook_folded(%s)", [word])
        assert cursor.fetchone()[0] == folded(word)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("schutzfristerinnerung", ["schutz", "frist", "erinnerung"]),
        ("benachrichtigungswarteschlange", ["benachrichtigung", "warteschlange"]),
        ("eskalationskontakte", ["eskalation", "kontakte"]),
        ("schutzfalter", []),
        ("schutz", []),
    ],
)
def test_compound_words_are_taken_apart_where_all_parts_are_known(word: str, parts: list[str]) -> None:
    assert split(word, KNOWN) == parts


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("erinnerung", "erinnerung", 0),
        ("erinerung", "erinnerung", 1),
        ("remindres", "reminders", 1),
        ("wolllen", "wollen", 1),
        ("managment", "management", 1),
        ("reminder", "calendar", 3),
        ("a", "abcdef", 3),
    ],
)
def test_slips_are_counted_a_swap_as_one(one: str, other: str, slips: int) -> None:
    assert distance(one, other) == slips


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)


def test_code_and_addresses_of_links_are_no_words() -> None:
    text = "See [the relay](event-backlog#start).\n\n```sql\nSELECT secret\n```\nDone."
    assert words_in(prose_of(text)) == ["see", "the", "relay", "done"]
