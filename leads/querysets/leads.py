"""Reads of leads. Lists and filters read the projection: index look-ups, also at a million leads."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, TextField, Value
from django.db.models.lookups import GreaterThan, LessThanOrEqual
from django.utils import timezone

from core.dbfunctions import CompanyMatchKey, MatchKey
from core.walltime import berlin_instant, berlin_wall

if TYPE_CHECKING:
    from core.models import User
    from leads.models import Lead


class OpenEnded(Func):
    """An end that is infinity where it is open: what the projection's indexes are on. To compare and sort by only."""

    template = "coalesce(%(expressions)s, 'infinity')"
    output_field = models.DateTimeField()


PROTECTED_UNTIL = OpenEnded("protection__expires_at")


class ShortestTail(Func):
    """The least that lies between the end of any base period and expiry; a day less, for the clock change."""

    template = (
        "(SELECT make_interval(days => min(follow_up_days + grace_days)::int - 1) FROM protection_policies OFFSET 0)"
    )
    output_field = models.DurationField()


class LeadQuerySet(models.QuerySet["Lead"]):
    """Leads, and the ways to narrow them. `at` is an aware instant or an expression; default: the transaction's now."""

    def for_user(self, user: User) -> LeadQuerySet:
        """Only what `user` may see: leads of their territories; a superuser sees all."""
        return self if user.is_superuser else self.filter(territory__in=user.territories)

    def with_clock(self) -> LeadQuerySet:
        """Leads that have a clock.

        An inner join: by an outer one the planner could not walk along the projection's indexes, and sorted a million
        leads to show fifty.
        """
        return self.filter(protection__isnull=False)

    def protected(self, at: datetime | None = None) -> LeadQuerySet:
        """Leads whose protection has not ended; while an open hold stands, it cannot."""
        return self.with_clock().filter(GreaterThan(PROTECTED_UNTIL, _instant(at)))

    def expired(self, at: datetime | None = None) -> LeadQuerySet:
        """Leads whose protection has ended."""
        return self.with_clock().filter(LessThanOrEqual(PROTECTED_UNTIL, _instant(at)))

    def in_phase(self, phase: str, at: datetime | None = None) -> LeadQuerySet:
        """Leads in a phase (`leads.protection.Phase`)."""
        now = _instant(at)
        base_over, grace_begun = Q(protection__base_ends_at__lte=now), Q(protection__grace_starts_at__lte=now)
        base_runs = Q(protection__base_ends_at__gt=now) | Q(protection__base_ends_at=None)
        grace_ahead = Q(protection__grace_starts_at__gt=now) | Q(protection__grace_starts_at=None)
        match phase:
            case "BASE":
                # What is left after the base period bounds the range of the index: nobody before it is in the phase.
                return self.with_clock().filter(base_runs, GreaterThan(PROTECTED_UNTIL, now + ShortestTail()))
            case "FOLLOW_UP":
                return self.filter(base_over & grace_ahead).protected(at)
            case "GRACE":
                return self.filter(grace_begun).protected(at)
            case _:
                return self.expired(at)

    def clock_stopped(self, at: datetime | None = None) -> LeadQuerySet:
        """Leads whose clock stands."""
        now = _instant(at)
        return (
            self.with_clock()
            .alias(stands_until=OpenEnded("protection__stopped_until"))
            .filter(stands_until__gt=now, protection__stopped_since__lte=now)
            .protected(at)
        )

    def clock_stopped_for(self, days: int, at: datetime | None = None) -> LeadQuerySet:
        """Leads whose clock has been standing for more than so many days."""
        since = _instant(at) - Value(timedelta(days=days))
        return self.clock_stopped(at).filter(protection__stopped_since__lt=since)

    def clock_running(self, at: datetime | None = None) -> LeadQuerySet:
        """Protected leads whose clock does not stand."""
        now = _instant(at)
        stands = Q(protection__stopped_since__lte=now, stands_until__gt=now)
        leads = self.protected(at).alias(stands_until=OpenEnded("protection__stopped_until"))
        return leads.filter(~stands | Q(protection__stopped_since=None))

    def expiring_within(self, days: int, at: datetime | None = None) -> LeadQuerySet:
        """Leads that lose protection within so many days, if nothing happens; not those whose clock stands."""
        now = _instant(at)
        return self.protected(at).filter(LessThanOrEqual(PROTECTED_UNTIL, now + Value(timedelta(days=days))))

    def reminder_overdue(self, at: datetime | None = None) -> LeadQuerySet:
        """Open leads whose reminder has fallen due and has not been sent: not queued yet, waiting, or given up."""
        now = _instant(at)
        waiting = apps.get_model("leads", "LeadReminder").objects.filter(
            lead=OuterRef("pk"),
            user=OuterRef("user"),
            window_start=OuterRef("protection__window_start"),
            status__in=("PENDING", "DEAD"),
        )
        return self.filter(
            Q(protection__reminder_open=True) | Exists(waiting),
            status="OPEN",
            protection__reminder_due_at__lte=now,
            protection__expires_at__gt=now,
        )

    def reminder_due_today(self, at: datetime | None = None) -> LeadQuerySet:
        """Open, protected leads whose reminder falls due on the Berlin day of `at`, sent or not."""
        wall = berlin_wall(at or timezone.now())
        midnight = wall.replace(hour=0, minute=0, second=0, microsecond=0)
        return self.protected(at).filter(
            status="OPEN",
            protection__reminder_due_at__gte=berlin_instant(midnight),
            protection__reminder_due_at__lt=berlin_instant(midnight + timedelta(days=1)),
        )

    def matching(self, text: str) -> LeadQuerySet:
        """Leads in whose company, city or postal code every word of `text` begins a word."""
        return self.filter(search__words=text) if text.strip() else self


def in_place(company: str, city: str, postal_code: str, territory: str) -> LeadQuerySet:
    """Leads of the same company in the same place; names folded (case, accents, legal form).

    The same city, or the same postal code of the same country: 4020 is Linz as well as Basel.
    """
    lead: type[Lead] = apps.get_model("leads", "Lead")
    places = []
    if city.strip():
        places.append(Q(city_key=MatchKey(Value(city, TextField()))))
    if postal_code.strip():
        places.append(Q(postal_code=postal_code.strip(), territory=territory))
    if not places:
        return lead.objects.none()  # no place, no same place
    named = lead.objects.exclude(company="").filter(company_key=CompanyMatchKey(Value(company, TextField())))
    return named.filter(reduce(or_, places)).order_by("id")


def same_company(company: str, city: str, postal_code: str, territory: str) -> LeadQuerySet:
    """Those of them that are open and protected: what stands against another registration."""
    return in_place(company, city, postal_code, territory).filter(status="OPEN").protected()


def _instant(at: datetime | None) -> Any:
    return Value(at, models.DateTimeField()) if at else TransactionNow()
