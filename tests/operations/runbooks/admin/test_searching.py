"""Searching the library: as the help system does, but it is no question to the help system."""

import pytest

from operations.runbooks.models import QuestionTotal, RunbookVersion
from operations.runbooks.search import concepts
from operations.runbooks.search.wording import words_in
from tests.operations.runbooks.admin.conftest import NewDesk
from tests.operations.runbooks.admin.scene import LIBRARY, page


def test_looking_through_the_library_asks_nobody(desk: NewDesk, coffee: RunbookVersion) -> None:
    viewer = desk("viewer")
    for query in ("q=coffee machine", "q=coffee machine&show=past-review", "q=xyzzy"):
        assert viewer.get(LIBRARY, query).status == 200
    assert not QuestionTotal.objects.exists()


def test_of_a_long_text_the_beginning_is_looked_for(
    desk: NewDesk, coffee: RunbookVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def looked_for(text: str) -> list[str]:
        asked.append(text)
        return words_in(text)

    monkeypatch.setattr(concepts, "words_in", looked_for)
    shown = desk("viewer").get(LIBRARY, "q=" + "coffee+machine+" * 300)
    assert {len(text) for text in asked} <= {299, 300}
    assert asked
    (link,) = [link for link in shown.links if link.startswith(page("read"))]
    assert len(link) < 400
