from operations.incidents.models.alerts import AlertStatus, IncidentAlert
from operations.incidents.models.audit import EscalationAudit, Finding, WatchdogBeat
from operations.incidents.models.checklist import ChecklistItem, ItemState
from operations.incidents.models.incidents import Incident, IncidentState, Source
from operations.incidents.models.links import IncidentEvent, IncidentLead
from operations.incidents.models.pages import Channel, Page, PageState
from operations.incidents.models.people import IncidentRole, RoleName
from operations.incidents.models.shifts import OnCallShift
from operations.incidents.models.timeline import EntryKind, TimelineEntry

__all__ = [
    "AlertStatus",
    "Channel",
    "ChecklistItem",
    "EntryKind",
    "EscalationAudit",
    "Finding",
    "Incident",
    "IncidentAlert",
    "IncidentEvent",
    "IncidentLead",
    "IncidentRole",
    "IncidentState",
    "ItemState",
    "OnCallShift",
    "Page",
    "PageState",
    "RoleName",
    "Source",
    "TimelineEntry",
    "WatchdogBeat",
]
