from seasonal.models.campaigns import Campaign
from seasonal.models.hours import SeasonHours
from seasonal.models.measured import Baseline, BaselineSource, BurstBaseline, HourlyPrice, Queue, Resource
from seasonal.models.plans import CapacityPlan, PlanActual
from seasonal.models.provisioning import ManifestFile, Provisioning, ProvisioningState, ProvisioningStep, Step
from seasonal.models.regions import Region, RegionShare, Uplift
from seasonal.models.seasons import Anchor, Season, SeasonKind, SeasonState
from seasonal.models.sizing import DatabaseLimit, FleetSize, TargetUtilisation, Tier
from seasonal.workload import Workload

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
    "ManifestFile",
    "PlanActual",
    "Provisioning",
    "ProvisioningState",
    "ProvisioningStep",
    "Queue",
    "Region",
    "RegionShare",
    "Resource",
    "Season",
    "SeasonHours",
    "SeasonKind",
    "SeasonState",
    "Step",
    "TargetUtilisation",
    "Tier",
    "Uplift",
    "Workload",
]
