"""Objectives against the targets as they are kept: data that anybody with the right may change."""

from operations.kpis.models import KpiTarget
from operations.monitoring.rules import OBJECTIVES
from operations.monitoring.rules.objectives import check_burn_rate


def check_objectives() -> None:
    """Refuse a burn rate that some target, of any day, season or territory, never lets fire: ObjectiveUnreachable."""
    for objective in OBJECTIVES:
        for target in KpiTarget.objects.filter(kpi=objective.kpi).order_by("valid_from", "pk"):
            what = f"{objective.name} (target of {objective.kpi} from {target.valid_from})"
            check_burn_rate(target=target.target, burn_rate=objective.burn_rate, what=what)
