"""Who may do what with seasons, and whose figures they see."""

from core.models import User
from core.territory import Territory
from journal.querysets.scope import sees_everything

VIEW = "seasonal.view_season"
PLAN = "seasonal.plan_season"
ACTIVATE = "seasonal.activate_season"
APPROVE = "seasonal.approve_size"
WORK = "seasonal.work_playbook"
EXCEPT = "seasonal.grant_freeze_exception"


def own_territories(user: User) -> list[str]:
    """The territories whose figures somebody sees and plans, in the order in which they are shown."""
    return [each for each in Territory.values if sees_everything(user) or each in user.territories]


def sees_all_territories(user: User) -> bool:
    """Whether somebody may see what is made for all territories together."""
    return own_territories(user) == Territory.values
