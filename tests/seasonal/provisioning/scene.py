"""A season whose capacity was prepared."""

from core.models import User
from seasonal.models import Provisioning, Season, SeasonState
from seasonal.services.provisioning import Approval, approve_provisioning, begin_provisioning, provision


def opened(kind: str = "oktoberfest", state: SeasonState = SeasonState.OPEN) -> Season:
    """The one of 2027, in a state."""
    found = Season.objects.get(kind=kind, starts_on__year=2027)
    Season.objects.filter(pk=found.pk).update(state=state)
    found.refresh_from_db()
    return found


def approve(row: Provisioning, boss: User, *, raise_sizes: bool) -> None:
    """Let it go on."""
    row.refresh_from_db()
    approve_provisioning(provisioning=row, approval=Approval(boss, "Budget of July", raise_sizes))


def prepared(season: Season, boss: User) -> Provisioning:
    """All steps, with sizes raised where that is needed."""
    row = begin_provisioning(season=season, actor=boss)
    provision(row.pk)
    approve(row, boss, raise_sizes=True)
    provision(row.pk)
    row.refresh_from_db()
    return row
