"""What happens by itself: a season that was opened begins on its first day and ends after its last."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db.models import Q
from django.utils import timezone

from core.walltime import berlin_wall
from seasonal.errors import SeasonConflict
from seasonal.models import Season, SeasonState
from seasonal.services.activation import activate_season, close_missed_season, end_season

log = structlog.get_logger(__name__)


def switch_seasons(*, at: datetime | None = None) -> dict[str, int]:
    """Activate and end what is due on the Berlin day of `at` (aware, default: now), and close what was opened but never
    activated until it had run out; how many of each.

    Any number may do it at the same time. One that was ever activated is left to people: a rollback stays. Where one
    fails, the others go on, and the first error is raised at the end.
    """
    now = at or timezone.now()
    today = berlin_wall(now).date()
    # What has run out ends first: a season of its kind may begin on the same day.
    ends = Season.objects.filter(
        Q(state=SeasonState.ACTIVE) | Q(state=SeasonState.OPEN, activations__isnull=False), ends_on__lt=today
    )
    begins = Season.objects.filter(
        state=SeasonState.OPEN, starts_on__lte=today, ends_on__gte=today, activations__isnull=True
    )
    missed = Season.objects.filter(state=SeasonState.OPEN, ends_on__lt=today, activations__isnull=True)
    errors: list[Exception] = []
    ended = _each(list(ends.distinct()), lambda season: end_season(season=season, actor=None, at=now), errors)
    closed = _each(list(missed), lambda season: close_missed_season(season=season, at=now), errors)
    activated = _each(list(begins), lambda season: activate_season(season=season, actor=None, at=now), errors)
    if errors:
        raise errors[0]
    return {"activated": activated, "ended": ended, "missed": closed}


def _each(seasons: list[Season], step: Callable[[Season], object], errors: list[Exception]) -> int:
    done = 0
    for season in seasons:
        try:
            step(season)
        except SeasonConflict:
            continue  # another worker, or a person, was faster
        except Exception as error:
            log.exception("a season cannot be switched", season=season.pk)
            errors.append(error)
        else:
            done += 1
    return done
