"""Rules on key figures: the value against its target as both are exported, so a new target needs no new rule."""

from datetime import timedelta
from enum import Enum

from operations.kpis.known import KNOWN
from operations.kpis.registry import Direction
from operations.monitoring.rules.rule import Watch
from operations.monitoring.rules.series import recorded

KPIS = {kpi.name: kpi for kpi in KNOWN}
# They are measured every minute (KPI_REFRESH_SECONDS).
OLDEST = timedelta(minutes=15)


class Scope(Enum):
    """Which rows of a KPI an alert is about, as a matcher: each territory's, the total, or all of them."""

    TERRITORIES = ',territory!=""'
    TOTAL = ',territory=""'
    ALL = ""


KPI_RECORDINGS = tuple(recorded(f"freshops_kpi_{what}", "kpi", "territory") for what in ("value", "target", "cases"))


def missed(name: str, scope: Scope = Scope.TERRITORIES, *, share: str = "") -> str:
    """PromQL: the values of a KPI that are on the wrong side of its target, and come from enough cases to say so.

    Exactly on target is on target. `share`: of this share of the target ("0.8"), instead of all of it.
    """
    kpi = KPIS[name]
    wrong = "<" if kpi.direction is Direction.AT_LEAST else ">"
    target = f"{share} * kpi_territory:freshops_kpi_target:max" if share else "kpi_territory:freshops_kpi_target:max"
    return (
        "max by (territory) (\n"
        f'  kpi_territory:freshops_kpi_value:max{{kpi="{name}"{scope.value}}}\n'
        f"    {wrong} on (kpi, territory) ({target})\n"
        f"  and on (kpi, territory) kpi_territory:freshops_kpi_cases:max >= {kpi.least}\n"
        ")"
    )


def watch(name: str) -> Watch:
    """That a KPI is measured at all. It may have no value, where there is nothing to count."""
    return Watch(f'freshops_kpi_age_seconds{{kpi="{KPIS[name].name}"}}', older_than=OLDEST)
