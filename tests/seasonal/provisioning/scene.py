"""A season whose capacity was prepared."""

from core.models import User
from seasonal.models import Provisioning, Season, SeasonState
from seasonal.services.approving import Approval, approve_provisioning, as_seen
from seasonal.services.provisioning import begin_provisioning, provision, season_shortfalls


def opened(kind: str = "oktoberfest", state: SeasonState = SeasonState.OPEN) -> Season:
    """The one of 2027, in a state."""
    found = Season.objects.get(kind=kind, starts_on__year=2027)
    Season.objects.filter(pk=found.pk).update(state=state)
    found.refresh_from_db()
    return found


def approve(row: Provisioning, boss: User, *, raise_sizes: bool) -> None:
    """Let it go on."""
    row.refresh_from_db()
    approve_provisioning(provisioning=row, approval=approval(row, boss, raise_sizes=raise_sizes))


def approval(row: Provisioning, boss: User, *, reason: str = "Budget of July", raise_sizes: bool = False) -> Approval:
    """By somebody who has just looked."""
    seen = as_seen(season_shortfalls(row.season))
    return Approval(actor=boss, reason=reason, raise_sizes=raise_sizes, seen=seen)


def prepared(season: Season, boss: User) -> Provisioning:
    """All steps, with sizes raised where that is needed."""
    row = begin_provisioning(season=season, actor=boss)
    provision(row.pk)
    approve(row, boss, raise_sizes=True)
    provision(row.pk)
    row.refresh_from_db()
    return row
