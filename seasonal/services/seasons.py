"""What people do with a season: plan it, take it a step further."""

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import User
from seasonal.errors import SeasonConflict, SeasonRefused, constraint_errors
from seasonal.models import Season, SeasonState
from seasonal.services.activation import activate_season, end_season
from seasonal.services.playbooks import follow_season_days, instantiate_playbook

__all__ = [
    "PLANNED_FIELDS",
    "STEPS",
    "activate_season",
    "end_season",
    "next_step",
    "open_season",
    "plan_season",
]

# From where a season comes into a state, step by step.
_BEFORE = {
    SeasonState.OPEN: SeasonState.PLANNED,
    SeasonState.ACTIVE: SeasonState.OPEN,
    SeasonState.OVER: SeasonState.ACTIVE,
}
PLANNED_FIELDS = (
    "kind",
    "name",
    "starts_on",
    "ends_on",
    "starts_by",
    "ends_by",
    "overall_factor",
    "is_peak",
    "note",
)


def next_step(season: Season) -> SeasonState | None:
    """The state that comes after a season's present one; None: it is over."""
    return next((after for after, before in _BEFORE.items() if before == season.state), None)


def plan_season(*, season: Season, actor: User, is_new: bool = False) -> Season:
    """Save a new season, or what was changed of one. Its state stays.

    Raises SeasonRefused for one that is over (evidence refers to it), or that cannot be.
    """
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        if is_new:
            season.save(force_insert=True)
            return season
        changed = Season.objects.filter(pk=season.pk).exclude(state=SeasonState.OVER)
        if not changed.update(**{name: getattr(season, name) for name in PLANNED_FIELDS}):
            raise SeasonRefused(_("This season is over. What was planned with stays as it is."))
        follow_season_days(season=season)
    season.refresh_from_db()
    return season


def open_season(*, season: Season, actor: User) -> None:
    """Begin to prepare a planned season: it gets its playbook. Raises SeasonConflict in any other state."""
    with transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        planned = Season.objects.filter(pk=season.pk, state=SeasonState.PLANNED)
        if not planned.update(state=SeasonState.OPEN):
            season.refresh_from_db(fields=["state"])
            raise SeasonConflict(
                _("This season is “%(state)s” by now. Look at it again.") % {"state": season.get_state_display()}
            )
        season.state = SeasonState.OPEN
        instantiate_playbook(season=season)


# What needs no more than a confirmation; activating shows what it changes first.
STEPS = {SeasonState.OPEN: open_season, SeasonState.OVER: end_season}
