"""Runbooks as the tests of search write them, and who is found."""

from typing import Any

from operations.runbooks.models import RunbookVersion
from operations.runbooks.search.asking import ask
from tests.operations.runbooks.documents import publish


def bilingual(german: str, english: str) -> dict[str, str]:
    """A text in two languages that differ."""
    return {"de": german, "en": english}


def publish_about(slug: str, **changes: Any) -> RunbookVersion:
    """A published runbook that speaks of nothing but what it is given."""
    silent = bilingual("Siehe oben, wie gesagt.", "See above, as said.")
    return publish(slug, **{"keywords": {"de": [], "en": []}, "context": silent, "routine": silent, **changes})


def first(question: str, language: str = "de") -> str | None:
    """The slug of what answers a question; None where nothing matches."""
    answer = ask(question=question, language=language)
    return answer.candidates[0].version.runbook.slug if answer.matched else None
