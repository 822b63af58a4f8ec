"""The runbooks in docs/runbooks, as the tests read them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from freshops.environment import BASE_DIR
from operations.runbooks.content.document import Anchors, Content, anchors_of, text_in
from operations.runbooks.content.files import parse_file
from operations.runbooks.content.markdown import fences_in

FILES = sorted((BASE_DIR / "docs" / "runbooks").glob("*.md"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@cache
def content_of(path: Path) -> Content:
    """The document in a file."""
    return parse_file(path.read_text(encoding="utf-8"))


@cache
def contents() -> dict[str, Content]:
    """All documents, by their slugs."""
    return {content["slug"]: content for content in map(content_of, FILES)}


def anchors() -> Anchors:
    """What links may lead to."""
    return {slug: anchors_of(content) for slug, content in contents().items()}


def texts_of(part: Any) -> Iterator[str]:
    """Every text of a part, in the order of the document."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for each in part.values() if isinstance(part, dict) else part:
            yield from texts_of(each)


def fences(content: Content, language: str, kind: str) -> list[str]:
    """The code blocks of this kind in the texts of one language."""
    return [fence for text in texts_of(text_in(language, content)) for fence in fences_in(text, kind)]
