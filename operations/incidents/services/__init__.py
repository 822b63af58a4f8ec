"""Writes: the only place that changes incidents, pages and the rota."""

from operations.incidents.services.checklists import check_item, reopen_item, skip_item
from operations.incidents.services.errors import IncidentRefused, ShiftRefused
from operations.incidents.services.links import link_event, link_lead, unlink_event, unlink_lead
from operations.incidents.services.notes import add_note, post_update
from operations.incidents.services.opening import open_incident
from operations.incidents.services.postmortems import draft_postmortem, publish_postmortem, save_postmortem
from operations.incidents.services.roles import assign_role, release_role
from operations.incidents.services.severity import clear_override, override_severity
from operations.incidents.services.shifts import cancel_shift, hand_over_shift, plan_shift, take_over_shift
from operations.incidents.services.states import (
    acknowledge_incident,
    close_incident,
    mitigate_incident,
    reopen_incident,
    resolve_incident,
)

__all__ = [
    "IncidentRefused",
    "ShiftRefused",
    "acknowledge_incident",
    "add_note",
    "assign_role",
    "cancel_shift",
    "check_item",
    "clear_override",
    "close_incident",
    "draft_postmortem",
    "hand_over_shift",
    "link_event",
    "link_lead",
    "mitigate_incident",
    "open_incident",
    "override_severity",
    "plan_shift",
    "post_update",
    "publish_postmortem",
    "release_role",
    "reopen_incident",
    "reopen_item",
    "resolve_incident",
    "save_postmortem",
    "skip_item",
    "take_over_shift",
    "unlink_event",
    "unlink_lead",
]
