"""Texts compared word by word, without looking at every word of a long text beside every other."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import pytest

from operations.runbooks.admin.differences import differences
from operations.runbooks.admin.marking import compared
from tests.operations.runbooks.admin.scene import full
from tests.operations.runbooks.documents import both

# Pairs of words that are looked at for a page at most: some tenths of a second.
BOUND = 4_000_000


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pairs each comparison may look at."""
    found: list[int] = []

    class Counting(SequenceMatcher[Any]):
        def __init__(self, _junk: None, old: Sequence[str], new: Sequence[str], *, autojunk: bool) -> None:
            found.append(len(old) * len(new))
            assert sum(found) < BOUND
            super().__init__(None, old, new, autojunk=autojunk)

    monkeypatch.setattr("operations.runbooks.admin.marking.SequenceMatcher", Counting)
    return found


def test_of_a_long_text_only_changed_lines_are_looked_at_word_by_word(looked_at: list[int]) -> None:
    lines = [f"Line {number} says that the pump is dry." for number in range(500)]
    changed = [*lines[:250], "Line 250 says that the pump is wet.", *lines[251:]]
    shown = compared("\n".join(lines), "\n".join(changed))
    assert "<del>dry</del><ins>wet</ins>" in shown
    assert shown.count("<del>") == 1
    assert looked_at


def test_two_long_texts_with_nothing_in_common_are_replaced(looked_at: list[int]) -> None:
    for old, new in (
        ("pump a dry" + " pump a dry" * 1800, "well b wet" + " well b wet" * 1800),
        ("a\n" * 9999 + "a", "b\n" * 9999 + "b"),
    ):
        assert compared(old, new) == f"<del>{old}</del><ins>{new}</ins>"


def test_a_whole_document_of_long_texts_has_a_bound(looked_at: list[int]) -> None:
    def steps(word: str) -> list[dict[str, Any]]:
        text = both(f"Look at the {word} again. " * 15)
        return [{**full()["steps"][0], "id": f"s-{number}", "text": text} for number in range(40)]

    found = differences(full(steps=steps("pump")), full(steps=steps("well")))
    assert len(found) == 80
    assert "<del>pump</del><ins>well</ins>" in found[0].shown


def test_changes_with_a_blank_between_them_are_one() -> None:
    assert compared("one two\nthree", "1 2\nthree") == "<del>one two</del><ins>1 2</ins>\nthree"
    assert compared("a\nb\nc", "a\nc") == "a\n<del>b\n</del>c"
    assert compared("", "new") == "<ins>new</ins>"
