"""Costs, campaigns and data-protection requests in the demo: what people enter by hand."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from core.models import User
from core.walltime import add_months, berlin_wall
from operations.costs.models import CostKind
from operations.costs.services import enter_cost
from operations.facts.models import Campaign, PrivacyRight
from operations.facts.reports import Report
from operations.facts.services import correct_privacy_request, record_privacy_request
from operations.kpis.demo.telling import Stage

MONTHS = 4
# By territory: infrastructure a month in its currency, hours of sales time, the team.
_MONTHLY = {"DE": ("140", "4", "Nord"), "CH": ("110", "4.5", "Alpen"), "AT": ("40", "1.5", "Süd")}
_CAMPAIGNS = (("K-HERBST", "Herbst auf der Karte", "DE", 75, 40, "900"), ("K-ADVENT", "Advent", "AT", 40, 15, "700"))


def costs(stage: Stage, actor: User) -> None:
    """Infrastructure and sales time of the last months, this one included."""
    this = berlin_wall(stage.now).date().replace(day=1)
    for back in range(MONTHS):
        first = _month(this, -back)
        last = _month(first, 1) - timedelta(days=1)
        for territory, (amount, hours, team) in _MONTHLY.items():
            people = stage.leads.get(territory, ())
            enter_cost(
                actor=actor,
                kind=CostKind.INFRASTRUCTURE,
                first_day=first,
                last_day=last,
                amount=Decimal(amount),
                currency="CHF" if territory == "CH" else "EUR",
                territory=territory,
                team=team,
            )
            enter_cost(
                actor=actor,
                kind=CostKind.SALES_TIME,
                first_day=first,
                last_day=last,
                hours=Decimal(hours),
                territory=territory,
                team=team,
                user_id=people[0].user_id if people else None,
            )


def campaigns(stage: Stage, actor: User) -> Iterator[Report]:
    """Two campaigns that are over, each with what was spent on it."""
    for reference, name, territory, began, ended, amount in _CAMPAIGNS:
        started, over = stage.now - timedelta(days=began), stage.now - timedelta(days=ended)
        yield from stage.report(
            Campaign,
            reference,
            None,
            {"started_at": started, "ended_at": over},
            territory=territory,
            name=name,
            ends_at=over,
            burst=6,
            ratio=Decimal("0.3"),
        )
        enter_cost(
            actor=actor,
            kind=CostKind.INFRASTRUCTURE,
            first_day=berlin_wall(started).date(),
            last_day=berlin_wall(over).date(),
            amount=Decimal(amount),
            territory=territory,
            campaign=reference,
            note=name,
        )


def privacy(stage: Stage, actor: User) -> None:
    """Data-protection requests: answered in time, answered late, and one that waits."""
    for days, answered_after, right, territory in (
        (85, 12, PrivacyRight.ACCESS, "DE"),
        (70, 25, PrivacyRight.ERASURE, "AT"),
        (55, 34, PrivacyRight.ACCESS, "CH"),
        (48, 9, PrivacyRight.OBJECTION, "DE"),
        (6, None, PrivacyRight.ERASURE, "DE"),
    ):
        received = stage.now - timedelta(days=days)
        request = record_privacy_request(actor=actor, right=right, received_at=received, territory=territory)
        if answered_after is not None:
            answered = received + timedelta(days=answered_after)
            correct_privacy_request(fact=request, actor=actor, why="Beantwortet.", answered_at=answered)


def _month(first: date, months: int) -> date:
    return add_months(datetime.combine(first, time()), months).date()
