"""Whether what is published still holds: a release may drop a check, a command or a page that runbooks name."""

import structlog
from django.utils.translation import override

from operations.runbooks.content.validation import problems_of
from operations.runbooks.models import RunbookVersion

log = structlog.get_logger(__name__)


def verify_runbooks() -> dict[str, int]:
    """Hold every current version against what exists now; how many there are, and how many are broken.

    Each problem is logged, in English. Nothing is changed: a new version mends it.
    """
    current = list(RunbookVersion.objects.current().order_by("runbook__slug"))
    anchors = RunbookVersion.objects.current().anchors()
    broken = 0
    with override("en"):
        for version in current:
            problems = problems_of(version.content, anchors)
            broken += bool(problems)
            for problem in problems:
                log.error("a runbook is broken", runbook=version.reference, at=problem.pointer, why=problem.reason)
    return {"runbooks": len(current), "broken": broken}
