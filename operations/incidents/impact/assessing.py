"""Measuring and rating together."""

from dataclasses import dataclass
from datetime import datetime

from core.dbclock import database_now
from operations.incidents.impact.measuring import measure_impact
from operations.incidents.impact.rules import Reason, rate
from operations.runbooks.responsibilities import Severity


@dataclass(frozen=True, slots=True)
class Assessment:
    """How bad it is, and the reasons in the order in which they count."""

    severity: Severity
    reasons: list[Reason]


def assess(*, subject: str, territory: str, base: str, at: datetime | None = None) -> Assessment:
    """How bad an incident of `subject` in `territory` (empty: all) is at `at` (aware; default: now). One query.

    `base`: what its alert says by itself; the answer is never less bad.
    """
    impact = measure_impact(territory=territory, at=at or database_now())
    severity, reasons = rate(subject=subject, base=base, impact=impact)
    return Assessment(severity, reasons)
