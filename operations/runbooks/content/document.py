"""The document itself: plain JSON, in an order of its own, with a digest that says whether two are the same."""

import hashlib
import json
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

Content = dict[str, Any]
# Of each runbook that may be linked: its slug, and the ids in it.
Anchors = dict[str, Collection[str]]
LANGUAGES = ("de", "en")

FIELDS = (
    "schema_version", "slug", "owner", "review_due", "territories", "title", "summary", "keywords", "alerts", "kpis",
    "steps", "troubleshooting", "failure_scenarios", "escalation", "context", "routine",
)  # fmt: skip
_PARTS = {
    "kpis": ("name", "target", "check"),
    "steps": ("id", "kind", "check", "parameters", "command", "destructive", "title", "text", "expected"),
    "troubleshooting": ("id", "symptom", "cause", "fix", "link"),
    "failure_scenarios": ("id", "title", "impact", "response"),
    "escalation": ("after_minutes", "role", "severity", "when"),
}


def normalized(content: Mapping[str, Any]) -> Content:
    """The same document with its fields in their order, texts in Unicode's composed form without blanks at the ends.

    What has no place in a runbook stays, at the end: validation names it.
    """
    tidy = _tidy(dict(content))
    for name, fields in _PARTS.items():
        if isinstance(tidy.get(name), list):
            tidy[name] = [_ordered(each, fields) if isinstance(each, dict) else each for each in tidy[name]]
    return _ordered(tidy, FIELDS)


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of what the document says, in hexadecimal; the order of fields and the form of a file do not matter."""
    text = json.dumps(normalized(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def text_in(language: str, value: Any) -> Any:
    """A part of a document in one language: each {"de": ..., "en": ...} becomes its text."""
    if isinstance(value, dict):
        if value.keys() == set(LANGUAGES):
            return value[language]
        return {key: text_in(language, each) for key, each in value.items()}
    if isinstance(value, list):
        return [text_in(language, each) for each in value]
    return value


def anchors_of(content: Mapping[str, Any]) -> set[str]:
    """The ids in a document that links may lead to."""
    return {each["id"] for name in ("steps", "troubleshooting", "failure_scenarios") for each in content[name]}


def _ordered(part: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: part[name] for name in fields if name in part} | {
        name: value for name, value in part.items() if name not in fields
    }


def _tidy(value: Any) -> Any:
    match value:
        case str():
            lines = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip().split("\n")
            return "\n".join(line.rstrip() for line in lines)
        case dict():
            return {key: _tidy(each) for key, each in value.items()}
        case list():
            return [_tidy(each) for each in value]
        case _:
            return value
