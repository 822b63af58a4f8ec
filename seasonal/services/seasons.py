"""What people do with a season: plan it, take it a step further, copy it to the next year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import User
from seasonal.errors import SeasonConflict, SeasonRefused, constraint_errors
from seasonal.models import Anchor, Season, SeasonHours, SeasonState, Uplift
from seasonal.planning.feasts import easter, same_date, same_distance_from_easter
from seasonal.services.activation import activate_season, end_season
from seasonal.services.playbooks import follow_season_days, instantiate_playbook

__all__ = [
    "STEPS",
    "NextYear",
    "activate_season",
    "copy_season_to_next_year",
    "end_season",
    "next_step",
    "next_year_of",
    "open_season",
    "plan_season",
]

# From where a season comes into a state, step by step.
_BEFORE = {
    SeasonState.OPEN: SeasonState.PLANNED,
    SeasonState.ACTIVE: SeasonState.OPEN,
    SeasonState.OVER: SeasonState.ACTIVE,
}
_PLANNED_FIELDS = (
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
        if not changed.update(**{name: getattr(season, name) for name in _PLANNED_FIELDS}):
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


@dataclass(frozen=True, slots=True)
class NextYear:
    """The days that a season has in the next year, and the Easters that moved them."""

    starts_on: date
    ends_on: date
    easters: Sequence[date]


def next_year_of(season: Season) -> NextYear:
    """The days of a season a year later: the same dates, or where it hangs on Easter, as far from that."""
    starts_on = _moved(season.starts_on, season.starts_by)
    ends_on = _moved(season.ends_on, season.ends_by)
    moved = [day.year for day, by in ((starts_on, season.starts_by), (ends_on, season.ends_by)) if by == Anchor.EASTER]
    return NextYear(starts_on, ends_on, [easter(year) for year in sorted(set(moved))])


@transaction.atomic
def copy_season_to_next_year(*, season: Season, actor: User) -> Season:
    """Plan the same season a year later, with its uplifts and hours. The new one, planned.

    Raises SeasonRefused where there is one of its kind in those days already.
    """
    days = next_year_of(season)
    there = Season.objects.filter(kind=season.kind).touching(days.starts_on, days.ends_on).exclude(pk=season.pk).first()
    if there:
        raise SeasonRefused(_("There is “%(season)s” in those days already.") % {"season": there}, code="season_there")
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        copied = Season(**{name: getattr(season, name) for name in _PLANNED_FIELDS})
        copied.starts_on, copied.ends_on = days.starts_on, days.ends_on
        copied.save(force_insert=True)
        Uplift.objects.bulk_create(
            Uplift(season=copied, region_id=each.region_id, percent=each.percent) for each in season.uplifts.all()
        )
        SeasonHours.objects.bulk_create(
            SeasonHours(season=copied, territory=each.territory, from_hour=each.from_hour, to_hour=each.to_hour)
            for each in season.hours.all()
        )
    return copied


def _moved(day: date, by: str) -> date:
    return same_distance_from_easter(day, day.year + 1) if by == Anchor.EASTER else same_date(day, day.year + 1)
