"""What stands in the way of publishing a draft, each with the field of the form at which it is mended."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from operations.runbooks.admin.edit_entries import PARAMETER
from operations.runbooks.admin.labels import ENTRIES, in_words
from operations.runbooks.content.document import LANGUAGES, Content
from operations.runbooks.content.validation import problems_of
from operations.runbooks.models import RunbookVersion


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is the id of the element on the form's page; `where` says the same in words."""

    field: str
    where: str
    reason: str


def problems_in(content: Content) -> list[Problem]:
    """What would refuse a document now, beside the published ones."""
    anchors = RunbookVersion.objects.current().anchors()
    return [problem_at(fault.pointer, fault.reason, content) for fault in problems_of(content, anchors)]


def problems_told(told: Iterable[Mapping[str, str]], content: Content) -> list[Problem]:
    """The same from what a refusal says."""
    return [problem_at(each["pointer"], each["reason"], content) for each in told]


def problem_at(pointer: str, reason: str, content: Content) -> Problem:
    """A problem at a place of the document (a JSON pointer)."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]] or ["title"]
    return Problem(field_at(steps), in_words(steps, content), reason)


def field_at(steps: list[str]) -> str:
    """The id of the element in which a place of the document is edited."""
    name, rest = steps[0], steps[1:]
    if name in ENTRIES:
        if not rest:
            return name
        entry, *rest = rest
        if not rest:
            return f"{name}-{entry}"
        if rest[0] == "parameters" and len(rest) > 1:
            return f"id_{name}-{entry}-{PARAMETER}{rest[1]}"
        return f"id_{name}-{entry}-{_field(rest)}"
    return f"id_{_field(steps)}"


def _field(steps: list[str]) -> str:
    language = next((each for each in steps[1:] if each in LANGUAGES), "")
    return f"{steps[0]}_{language}" if language else steps[0]


def by_field(problems: Iterable[Problem]) -> dict[str, list[str]]:
    """The reasons at each element."""
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.field, []).append(problem.reason)
    return found
