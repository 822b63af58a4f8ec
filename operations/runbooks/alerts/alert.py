"""An alert: what it is called, whom it wakes, what it costs, and where whoever it wakes begins to read."""

from dataclasses import dataclass

from django.utils.functional import Promise

from operations.runbooks.addresses import absolute, read_address
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert by name; `runbook` and `step` are where whoever it wakes begins.

    `title`: what has happened, in a few words. `impact`: what that costs, in terms of the business. `team`: who is
    woken and answers for it; `also`: who is told.
    """

    name: str
    severity: Severity
    subject: Subject
    title: str | Promise
    impact: str | Promise
    team: Responsibility
    runbook: str
    step: str = ""
    also: tuple[Responsibility, ...] = ()

    @property
    def runbook_url(self) -> str:
        """Where whoever it wakes begins to read: the annotation of that name."""
        return absolute(read_address(self.runbook, self.step))
