"""Whether a value is as it should be."""

from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from operations.kpis.registry import Kpi


class Verdict(TextChoices):
    """How a value stands against its target. One from too few cases says nothing yet, whichever side it is on."""

    MISSED = "missed", pgettext_lazy("target", "missed")
    MET = "met", pgettext_lazy("target", "met")
    TOO_FEW = "too_few", pgettext_lazy("target", "too few cases")
    NOTHING = "nothing", pgettext_lazy("target", "nothing there")
    NO_TARGET = "no_target", pgettext_lazy("target", "no target")


def verdict_on(kpi: Kpi, value: Decimal | None, population: int, target: Decimal | None) -> Verdict:
    """The verdict on a value that was computed from `population` cases; None: nothing was there to count."""
    if value is None:
        return Verdict.NOTHING
    if target is None:
        return Verdict.NO_TARGET
    if population < kpi.least:
        return Verdict.TOO_FEW
    return Verdict.MET if kpi.is_met(value, target) else Verdict.MISSED


def distance(value: Decimal, target: Decimal) -> Decimal:
    """How far a value is from its target, as a share of it, to sort by; of a target of nothing, the value itself."""
    return abs(value - target) / (abs(target) or 1)
