"""Documents that are unfinished: drafts may lack anything, and are shown and edited all the same."""

from collections.abc import Mapping
from typing import Any

from operations.runbooks.content.document import LANGUAGES, Content

# The texts in both languages of the document, and of each entry of its lists.
TEXTS = ("title", "summary", "context", "routine")
LISTS: dict[str, tuple[str, ...]] = {
    "steps": ("title", "text", "expected"),
    "troubleshooting": ("symptom", "cause", "fix"),
    "failure_scenarios": ("title", "impact", "response"),
    "escalation": ("when",),
    "kpis": ("name", "target"),
}
# What else an entry has to have, and what it is where the draft does not say.
_OTHERS: dict[str, dict[str, Any]] = {
    "steps": {"id": "", "kind": "manual", "destructive": False},
    "troubleshooting": {"id": ""},
    "failure_scenarios": {"id": ""},
    "escalation": {"after_minutes": 0, "role": "", "severity": "SEV3"},
    "kpis": {},
}


def shaped(content: Mapping[str, Any]) -> Content:
    """The document with every part that a runbook has, empty where the draft lacks it or has something else there."""
    found = dict(content)
    for name in ("slug", "owner", "review_due"):
        found[name] = str(content.get(name) or "")
    for name in TEXTS:
        found[name] = _both(content.get(name))
    for name in ("territories", "alerts"):
        found[name] = [str(each) for each in _list(content.get(name))]
    words = content.get("keywords")
    found["keywords"] = {
        language: [str(each) for each in _list(words.get(language) if isinstance(words, dict) else None)]
        for language in LANGUAGES
    }
    for name, texts in LISTS.items():
        found[name] = [_entry(name, each, texts) for each in _list(content.get(name)) if isinstance(each, dict)]
    return found


def _entry(name: str, entry: Mapping[str, Any], texts: tuple[str, ...]) -> Content:
    found = {**_OTHERS[name], **entry}
    for field in texts:
        found[field] = _both(entry.get(field))
    if "id" in found:
        found["id"] = str(found["id"])
    if not isinstance(found.get("parameters", {}), dict):
        del found["parameters"]
    return found


def _both(value: Any) -> dict[str, str]:
    given = value if isinstance(value, dict) else {}
    return {language: str(given.get(language) or "") for language in LANGUAGES}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
