"""What a lead cost by representative and by team: the one key figure that is cut finer than by territory."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.db import connection

from core.models import User
from operations.kpis.rights import scope_for
from operations.kpis.series import Series

SQL = Path(__file__).parent / "sql" / "breakdowns"
COST_PER_LEAD = "cost_per_lead"


@dataclass(frozen=True, slots=True)
class Share:
    """What one representative (`user_id`) or one `team` spent, and the leads that came in there."""

    user_id: int | None
    team: str
    euros: Decimal
    leads: int

    @property
    def each(self) -> Decimal | None:
        """Euros for each lead; None without leads."""
        return round(self.euros / self.leads, 6) if self.leads else None


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Both cuts of the same costs and leads, the most expensive first."""

    users: Sequence[Share]
    teams: Sequence[Share]


def cost_per_lead(*, since: datetime, until: datetime, territories: Sequence[str]) -> Breakdown:
    """Costs and new leads between two aware instants in `territories`. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(COST_PER_LEAD), {"since": since, "until": until, "territories": [*territories]})
        rows = cursor.fetchall()
    users = [Share(user_id, "", euros, leads) for by_user, user_id, _team, euros, leads in rows if by_user]
    teams = [Share(None, team, euros, leads) for by_user, _user, team, euros, leads in rows if not by_user]
    return Breakdown(users, teams)


def breakdown_of(series: Series, user: User) -> Breakdown | None:
    """The cuts of a measured KPI, over the same time and what the user sees of it; None of all but cost per lead."""
    if series.kpi.name != COST_PER_LEAD:
        return None
    period = series.period
    territories = scope_for(user, series.territory)
    return cost_per_lead(since=period.since, until=period.until, territories=territories)


@cache
def _sql(name: str) -> str:
    return re.sub(r"^--.*\n", "", (SQL / f"{name}.sql").read_text(encoding="utf-8"), flags=re.MULTILINE)
