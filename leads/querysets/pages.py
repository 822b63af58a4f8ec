"""Pages of leads by position instead of by number: the thousandth page costs what the first does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from leads.models import Lead
    from leads.querysets.leads import LeadQuerySet

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
    """The first `limit` leads behind `after` in one of ORDERINGS, with their owners; one or two statements."""
    rows: list[Lead] = []
    for section in _sections(leads.select_related("user", "protection"), ordering, after):
        rows += section[: limit + 1 - len(rows)]
        if len(rows) > limit:
            last = rows[limit - 1]
            return Page(rows[:limit], Position(last.pk, last.protection.expires_at if "expiry" in ordering else None))
    return Page(rows, None)


def _sections(leads: LeadQuerySet, ordering: str, after: Position | None) -> list[LeadQuerySet]:
    # NULL compares with nothing: leads with a date and leads whose date moves are two sections, each an index range.
    sign, beyond = ("-", "lt") if ordering.startswith("-") else ("", "gt")
    behind = Q(**{f"id__{beyond}": after.lead_id}) if after else Q()
    if "expiry" not in ordering:
        return [leads.filter(behind).order_by(f"{sign}id")]
    dated = leads.filter(protection__expires_at__isnull=False).order_by(f"{sign}protection__expires_at", f"{sign}id")
    # An expiry moves only while a hold stands: said again, since that has an index.
    moving = leads.filter(protection__expires_at=None, protection__stopped_since__isnull=False).order_by(f"{sign}id")
    if after and after.expires_at:
        later = Q(**{f"protection__expires_at__{beyond}": after.expires_at})
        from_there = Q(**{f"protection__expires_at__{beyond}e": after.expires_at})
        dated = dated.filter(from_there, later | behind)
        return [dated] if sign else [dated, moving]
    if after:
        moving = moving.filter(behind)
        return [moving, dated] if sign else [moving]
    return [moving, dated] if sign else [dated, moving]
