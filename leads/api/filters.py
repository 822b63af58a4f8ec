"""The filters of the list, as methods of the queryset."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from leads.protection import State
from leads.querysets.leads import LeadQuerySet

# What the instant matters for, and what is a column.
_BY_TIME: dict[str, Callable[[LeadQuerySet, Any, datetime], LeadQuerySet]] = {
    "phase": LeadQuerySet.in_phase,
    "state": lambda leads, state, at: leads.protected(at) if state == State.PROTECTED else leads.expired(at),
    "expiring_within": LeadQuerySet.expiring_within,
    "clock_stopped": lambda leads, wanted, at: _flagged(leads, leads.clock_stopped(at), wanted=wanted),
    "reminder_overdue": lambda leads, wanted, at: _flagged(leads, leads.reminder_overdue(at), wanted=wanted),
}
_BY_COLUMN = {
    "territory": "territory",
    "owner": "user_id",
    "status": "status",
    "source": "source",
    "external_id": "external_id",
}


def filtered(leads: LeadQuerySet, asked: Mapping[str, Any], at: datetime) -> LeadQuerySet:
    """Those of `leads` for which everything that was asked (a checked `LeadQuery`) holds at an aware instant."""
    leads = leads.filter(**{column: asked[name] for name, column in _BY_COLUMN.items() if name in asked})
    leads = leads.matching(asked.get("q", ""))
    for name, narrow in _BY_TIME.items():
        if name in asked:
            leads = narrow(leads, asked[name], at)
    return leads


def _flagged(leads: LeadQuerySet, flagged: LeadQuerySet, *, wanted: bool) -> LeadQuerySet:
    return flagged if wanted else leads.exclude(pk__in=flagged.values("pk"))
