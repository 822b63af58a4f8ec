from seasonal.models.campaigns import Campaign
from seasonal.models.hours import SeasonHours
from seasonal.models.measured import Baseline, BaselineSource, BurstBaseline, HourlyPrice, Queue, Resource
from seasonal.models.plans import CapacityPlan, PlanActual
from seasonal.models.regions import Region, RegionShare, Uplift
from seasonal.models.seasons import Anchor, Season, SeasonKind, SeasonState
from seasonal.models.sizing import DatabaseLimit, FleetSize, TargetUtilisation, Tier, Workload

__all__ = [
    "Anchor",
    "Baseline",
    "BaselineSource",
    "BurstBaseline",
    "Campaign",
    "CapacityPlan",
    "DatabaseLimit",
    "FleetSize",
    "HourlyPrice",
    "PlanActual",
    "Queue",
    "Region",
    "RegionShare",
    "Resource",
    "Season",
    "SeasonHours",
    "SeasonKind",
    "SeasonState",
    "TargetUtilisation",
    "Tier",
    "Uplift",
    "Workload",
]
