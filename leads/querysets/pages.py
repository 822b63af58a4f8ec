"""Pages of leads by position instead of by number: the thousandth page costs what the first does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import DateTimeField, Q, Value
from django.db.models.functions import Cast

from leads.querysets.leads import LeadQuerySet, OpenEnded

if TYPE_CHECKING:
    from leads.models import Lead

ORDERINGS = ("id", "-id", "expiry", "-expiry")


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended. `expires_at` (aware): when ordered by expiry; None where an open hold moves it."""

    lead_id: int
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Some leads in order; `end` is where the next page goes on, None on the last one."""

    leads: Sequence[Lead]
    end: Position | None


def page_of(leads: LeadQuerySet, *, ordering: str, limit: int, after: Position | None = None) -> Page:
    """The first `limit` leads behind `after` in one of ORDERINGS, with their owners; one statement.

    By expiry, leads whose date an open hold moves come last (`-expiry`: first).
    """
    by_expiry = "expiry" in ordering
    # Every lead has its projection; saying so lets the database begin with the projection's index.
    leads = leads.filter(protection__isnull=False).select_related("user", "protection")
    leads = _by_expiry(leads, ordering, after) if by_expiry else _by_id(leads, ordering, after)
    rows = list(leads[: limit + 1])
    if len(rows) <= limit:
        return Page(rows, None)
    last = rows[limit - 1]
    return Page(rows[:limit], Position(last.pk, last.protection.expires_at if by_expiry else None))


def _by_id(leads: LeadQuerySet, ordering: str, after: Position | None) -> LeadQuerySet:
    if after:
        leads = leads.filter(**{"id__lt" if ordering.startswith("-") else "id__gt": after.lead_id})
    return leads.order_by(ordering)


def _by_expiry(leads: LeadQuerySet, ordering: str, after: Position | None) -> LeadQuerySet:
    sign, beyond = ("-", "lt") if ordering.startswith("-") else ("", "gt")
    leads = leads.alias(until=OpenEnded("protection__expires_at"))
    if after:
        until = Value(after.expires_at) if after.expires_at else Cast(Value("infinity"), DateTimeField())
        behind = Q(**{f"until__{beyond}": until}) | Q(**{f"protection__lead_id__{beyond}": after.lead_id})
        # The first condition follows from the position; it is the one that an index can jump to.
        leads = leads.filter(Q(**{f"until__{beyond}e": until}), behind)
    return leads.order_by(f"{sign}until", f"{sign}protection__lead_id")
