"""New leads, and territories beside each other."""

from datetime import timedelta

from operations.monitoring.rules.kpis import missed, watch
from operations.monitoring.rules.rule import Recording, Rule

RECORDINGS: tuple[Recording, ...] = ()
RULES = (
    Rule(
        "LeadAssignmentSlow",
        missed("lead_assignment"),
        "New leads in {{ $labels.territory }} get a representative only within {{ $value | humanizeDuration }}",
        "The KPI lead_assignment is over its target.",
        hold=timedelta(minutes=10),
        watches=(watch("lead_assignment"),),
    ),
    Rule(
        "TerritoryDiverges",
        missed("territory_divergence"),
        "{{ $labels.territory }} differs from the other territories by {{ $value | humanizePercentage }}",
        "Orders for each new lead, against the mean of the others: the KPI territory_divergence is over its target.",
        hold=timedelta(hours=1),
        watches=(watch("territory_divergence"),),
    ),
)
