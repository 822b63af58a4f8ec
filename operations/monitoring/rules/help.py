"""Whether help helps."""

from datetime import timedelta

from operations.monitoring.rules.kpis import Scope, missed, watch
from operations.monitoring.rules.rule import Recording, Rule

RECORDINGS: tuple[Recording, ...] = ()
RULES = (
    Rule(
        "HelpSuccessLow",
        # Runbooks belong to no territory: their feedback is in the total alone.
        missed("help_success", Scope.TOTAL),
        "Only {{ $value | humanizePercentage }} of answers helped",
        "The KPI help_success is under its target.",
        hold=timedelta(hours=1),
        watches=(watch("help_success"),),
    ),
)
