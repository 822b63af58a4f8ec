from seasonal.models.campaigns import Campaign
from seasonal.models.evidence import DailyReview, DrillKind, DrillRecord
from seasonal.models.feeds import CalendarFeed
from seasonal.models.freezes import FreezeException, FreezeScope, FreezeWindow
from seasonal.models.hours import SeasonHours
from seasonal.models.load_tests import LoadTest
from seasonal.models.measured import Baseline, BaselineSource, BurstBaseline, HourlyPrice, Queue, Resource
from seasonal.models.notices import LateNotice, NoticeState
from seasonal.models.operating import OperatingProfile, SeasonActivation
from seasonal.models.plans import CapacityPlan, PlanActual
from seasonal.models.playbooks import CountedFrom, Milestone, MilestoneState, MilestoneTemplate, Owner
from seasonal.models.provisioning import ManifestFile, Provisioning, ProvisioningState, ProvisioningStep, Step
from seasonal.models.regions import Region, RegionShare, Uplift
from seasonal.models.reports import SeasonReport
from seasonal.models.seasons import Anchor, Season, SeasonKind, SeasonState
from seasonal.models.sizing import DatabaseLimit, FleetSize, TargetUtilisation, Tier
from seasonal.workload import Workload

__all__ = [
    "Anchor",
    "Baseline",
    "BaselineSource",
    "BurstBaseline",
    "CalendarFeed",
    "Campaign",
    "CapacityPlan",
    "CountedFrom",
    "DailyReview",
    "DatabaseLimit",
    "DrillKind",
    "DrillRecord",
    "FleetSize",
    "FreezeException",
    "FreezeScope",
    "FreezeWindow",
    "HourlyPrice",
    "LateNotice",
    "LoadTest",
    "ManifestFile",
    "Milestone",
    "MilestoneState",
    "MilestoneTemplate",
    "NoticeState",
    "OperatingProfile",
    "Owner",
    "PlanActual",
    "Provisioning",
    "ProvisioningState",
    "ProvisioningStep",
    "Queue",
    "Region",
    "RegionShare",
    "Resource",
    "Season",
    "SeasonActivation",
    "SeasonHours",
    "SeasonKind",
    "SeasonReport",
    "SeasonState",
    "Step",
    "TargetUtilisation",
    "Tier",
    "Uplift",
    "Workload",
]
