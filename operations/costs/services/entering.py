"""Entering a cost by hand."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from core.walltime import berlin_instant, berlin_wall
from operations.costs.models import Cost, CostKind
from operations.facts.services import correct_fact

SOURCE = "admin"


class CostRefused(DomainError):
    """The cost cannot be."""

    code = "cost_refused"
    status = 422


@transaction.atomic
def enter_cost(
    *,
    actor: User,
    kind: str,
    first_day: date,
    last_day: date,
    amount: Decimal | None = None,
    hours: Decimal | None = None,
    currency: str = "EUR",
    territory: str = "",
    team: str = "",
    campaign: str = "",
    user_id: int | None = None,
    note: str = "",
) -> Cost:
    """Record a net amount, or hours of sales time, for whole days in Berlin, the last included. The cost.

    Hours cost what an hour of the team costs on the first day. Raises CostRefused where there is not exactly one of
    amount and hours, where it is not above zero, where hours are no sales time, or the days are the wrong way round.
    """
    check_cost(kind=kind, amount=amount, hours=hours, first_day=first_day, last_day=last_day)
    with pghistory.context(user=actor.pk, source="admin"):
        made: Cost = Cost.objects.create(
            source=SOURCE,
            external_id=f"K-{uuid4().hex[:12].upper()}",
            kind=kind,
            amount=amount,
            hours=hours,
            currency=currency,
            starts_at=midnight(first_day),
            ends_at=midnight(last_day + timedelta(days=1)),
            territory=territory,
            team=team,
            campaign=campaign,
            user_id=user_id,
            note=note,
        )
    return made


@transaction.atomic
def correct_cost(*, fact: Cost, actor: User, why: str, **changes: Any) -> Cost:
    """Correct a cost as `correct_fact` does. Raises CostRefused for one that would mean nothing."""
    after = {name: changes.get(name, getattr(fact, name)) for name in ("kind", "amount", "hours")}
    starts_at, ends_at = (changes.get(name, getattr(fact, name)) for name in ("starts_at", "ends_at"))
    if starts_at and ends_at:
        if ends_at <= starts_at:
            raise CostRefused(_("The end lies before the beginning."), code="period_reversed", field="ends_at")
        check_cost(**after, first_day=berlin_wall(starts_at).date(), last_day=berlin_wall(ends_at).date())
    return correct_fact(fact=fact, actor=actor, why=why, **changes)  # type: ignore[return-value]


def check_cost(*, kind: str, amount: Decimal | None, hours: Decimal | None, first_day: date, last_day: date) -> None:
    """Refuse a cost that means nothing; CostRefused names the field."""
    if amount is None and hours is None:
        raise CostRefused(_("Enter an amount, or hours."), code="amount_missing", field="amount")
    if amount is not None and hours is not None:
        raise CostRefused(
            _("Enter either an amount or hours: hours cost what an hour of the team costs."),
            code="amount_and_hours",
            field="hours",
        )
    for name, value in (("amount", amount), ("hours", hours)):
        if value is not None and value <= 0:
            raise CostRefused(_("This has to be above zero."), code="not_positive", field=name)
    if hours is not None and kind != CostKind.SALES_TIME:
        raise CostRefused(_("Only sales time is counted in hours."), code="hours_of_what", field="hours")
    if last_day < first_day:
        raise CostRefused(_("The last day lies before the first."), code="period_reversed", field="last_day")


def midnight(day: date) -> datetime:
    """The instant at which a day begins in Berlin."""
    return berlin_instant(datetime.combine(day, time()))
