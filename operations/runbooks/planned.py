"""Runbooks that are still to be written: each when what it is about has been built."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec

from operations.runbooks.content.document import Content


@dataclass(frozen=True, slots=True)
class Planned:
    """A runbook to come. `module`: what it is about; once that is there, the runbook is due."""

    slug: str
    about: str
    module: str

    @property
    def is_due(self) -> bool:
        """Whether it could be written by now."""
        parent, _, _ = self.module.rpartition(".")
        return (not parent or find_spec(parent) is not None) and find_spec(self.module) is not None


PLANNED = (
    Planned("ai-budget-and-quality", "Provider down, wrong routing, false struggle alarms", "operations.ai"),
    Planned("data-protection-requests", "Requests to see, correct and erase", "operations.compliance"),
)


def overdue(written: Iterable[Content]) -> list[Planned]:
    """What could be written, and is not among these."""
    slugs = {content["slug"] for content in written}
    return [each for each in PLANNED if each.is_due and each.slug not in slugs]
