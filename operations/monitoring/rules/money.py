"""What leads, orders and AI cost."""

from datetime import timedelta

from operations.monitoring.rules.kpis import Scope, missed, watch
from operations.monitoring.rules.rule import Recording, Rule

HOLD = timedelta(hours=1)  # costs are entered one after the other
WHERE = "{{ with $labels.territory }} in {{ . }}{{ end }}"  # nothing for the total

RECORDINGS: tuple[Recording, ...] = ()
RULES = (
    Rule(
        "CostPerLeadHigh",
        missed("cost_per_lead", Scope.ALL),
        'A new lead costs {{ $value | printf "%.2f" }} EUR' + WHERE,
        "The KPI cost_per_lead is over its target. Costs without a territory are in the total alone.",
        hold=HOLD,
        watches=(watch("cost_per_lead"),),
    ),
    Rule(
        "CostPerOrderHigh",
        missed("cost_per_order", Scope.ALL),
        'An order costs {{ $value | printf "%.2f" }} EUR' + WHERE,
        "The KPI cost_per_order is over its target. Costs without a territory are in the total alone.",
        hold=HOLD,
        watches=(watch("cost_per_order"),),
    ),
    Rule(
        "AiBudgetExceeded",
        missed("ai_spend", Scope.ALL),
        "AI has spent {{ $value | humanizePercentage }} of the month's budget" + WHERE,
        "The KPI ai_spend is over its target.",
        hold=timedelta(minutes=5),
        watches=(watch("ai_spend"),),
    ),
    Rule(
        "AiBudgetNearlySpent",
        f"{missed('ai_spend', Scope.ALL, share='0.8')}\nunless {missed('ai_spend', Scope.ALL)}",
        "AI has spent {{ $value | humanizePercentage }} of the month's budget" + WHERE,
        "The KPI ai_spend is over 80 % of its target, and not over all of it.",
        hold=timedelta(minutes=5),
        watches=(watch("ai_spend"),),
    ),
)
