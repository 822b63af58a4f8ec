"""The filters of the list, as methods of the queryset."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from leads.models import Lead
from leads.protection import Phase, State
from leads.querysets.leads import LeadQuerySet

# The database does not know what follows from what; said here, it finds the first page by an index in any order.


def _in_phase(leads: LeadQuerySet, phase: str, at: datetime) -> LeadQuerySet:
    return leads.expired(at) if phase == Phase.EXPIRED else leads.in_phase(phase, at).protected(at)


def _not_stopped(leads: LeadQuerySet, at: datetime) -> LeadQuerySet:
    never = Q(protection__stopped_since=None) | Q(protection__stopped_since__gt=at)
    return leads.filter(never | Q(protection__stopped_until__lte=at) | Q(protection__expires_at__lte=at))


def _not_overdue(leads: LeadQuerySet, at: datetime) -> LeadQuerySet:
    return leads.exclude(Exists(Lead.objects.reminder_overdue(at).filter(pk=OuterRef("pk"))))


# What the instant matters for, and what is a column.
_BY_TIME: dict[str, Callable[[LeadQuerySet, Any, datetime], LeadQuerySet]] = {
    "phase": _in_phase,
    "state": lambda leads, state, at: leads.protected(at) if state == State.PROTECTED else leads.expired(at),
    "expiring_within": LeadQuerySet.expiring_within,
    "clock_stopped": lambda leads, wanted, at: leads.clock_stopped(at) if wanted else _not_stopped(leads, at),
    "reminder_overdue": lambda leads, wanted, at: leads.reminder_overdue(at) if wanted else _not_overdue(leads, at),
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
