"""What the parts of a document are called, by where they are in it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from operations.runbooks.admin.texts import LANGUAGE_NAMES

FIELDS: dict[str, str | Promise] = {
    "slug": gettext_lazy("Short name"),
    "owner": gettext_lazy("Owner"),
    "review_due": gettext_lazy("Review by"),
    "territories": gettext_lazy("Territories"),
    "title": gettext_lazy("Title"),
    "summary": gettext_lazy("Summary"),
    "keywords": gettext_lazy("Keywords"),
    "alerts": gettext_lazy("Alerts"),
    "context": gettext_lazy("Business context"),
    "routine": gettext_lazy("Daily routine"),
    "steps": gettext_lazy("Steps"),
    "troubleshooting": gettext_lazy("Troubleshooting"),
    "failure_scenarios": gettext_lazy("Failure scenarios"),
    "escalation": gettext_lazy("Escalation"),
    "kpis": gettext_lazy("Figures"),
}
# One entry of each list.
ENTRIES: dict[str, str | Promise] = {
    "steps": gettext_lazy("Step"),
    "troubleshooting": gettext_lazy("Trouble"),
    "failure_scenarios": gettext_lazy("Scenario"),
    "escalation": gettext_lazy("Rung"),
    "kpis": gettext_lazy("Figure"),
}
PARTS: dict[str, str | Promise] = {
    "id": gettext_lazy("Anchor"),
    "kind": gettext_lazy("Kind"),
    "check": gettext_lazy("Check"),
    "parameters": gettext_lazy("Fixed values"),
    "command": gettext_lazy("Command"),
    "destructive": gettext_lazy("Destructive"),
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "expected": gettext_lazy("Expected"),
    "symptom": gettext_lazy("Symptom"),
    "cause": gettext_lazy("Cause"),
    "fix": gettext_lazy("What to do"),
    "link": gettext_lazy("Link"),
    "impact": gettext_lazy("Impact"),
    "response": gettext_lazy("Response"),
    "after_minutes": gettext_lazy("After minutes"),
    "role": gettext_lazy("Role"),
    "severity": gettext_lazy("Severity"),
    "when": gettext_lazy("When"),
    "name": gettext_lazy("Name"),
    "target": gettext_lazy("Target"),
}


def in_words(steps: list[str], content: Mapping[str, Any] | None = None) -> str:
    """A place in a document, as ["steps", "2", "title", "de"]: "Step 3, Title (German)".

    With the `content` an entry that has an id is called by it, too.
    """
    name, rest = steps[0], steps[1:]
    words = str(FIELDS.get(name, name))
    if name in ENTRIES and rest:
        words = f"{ENTRIES[name]} {_entry(name, rest[0], content)}"
        rest = rest[1:]
        if rest:
            words += f", {PARTS.get(rest[0], rest[0])}"
            rest = rest[1:]
    language = next((LANGUAGE_NAMES[each] for each in rest if each in LANGUAGE_NAMES), "")
    return _("%(what)s (%(language)s)") % {"what": words, "language": language} if language else words


def _entry(name: str, which: str, content: Mapping[str, Any] | None) -> str:
    number = str(int(which) + 1) if which.isdecimal() else which
    entries = (content or {}).get(name, ())
    found = entries[int(which)] if which.isdecimal() and int(which) < len(entries) else {}
    return f"{number} “{found['id']}”" if isinstance(found, dict) and found.get("id") else number
