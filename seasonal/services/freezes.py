"""Release freezes: planned, changed, called off; and who is let through."""

from datetime import datetime

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.dbclock import database_now
from core.models import User
from seasonal.errors import SeasonConflict, SeasonRefused, constraint_errors
from seasonal.models import FreezeException, FreezeWindow, Season


def plan_freeze(
    *, actor: User, starts_at: datetime, ends_at: datetime, scope: str, reason: str, season: Season | None = None
) -> FreezeWindow:
    """Release nothing of `scope` from one instant (aware) until just before another. Raises SeasonRefused."""
    _check_reason(reason, "reason")
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        return FreezeWindow.objects.create(
            season=season, starts_at=starts_at, ends_at=ends_at, scope=scope, reason=reason.strip()
        )


def change_freeze(
    *, window: FreezeWindow, actor: User, starts_at: datetime, ends_at: datetime, scope: str, reason: str
) -> None:
    """Change a freeze; from then on it no longer moves with its season. Raises SeasonConflict for one called off."""
    _check_reason(reason, "reason")
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        changed = FreezeWindow.objects.filter(pk=window.pk, called_off_at=None).update(
            starts_at=starts_at, ends_at=ends_at, scope=scope, reason=reason.strip(), follows_season=False
        )
        _check_changed(changed)


@transaction.atomic
def call_off_freeze(*, window: FreezeWindow, actor: User, reason: str) -> None:
    """It does not hold any more; it stays in the calendar's history, with the reason. Raises SeasonRefused."""
    _check_reason(reason, "reason")
    with pghistory.context(user=actor.pk, source="admin"):
        changed = FreezeWindow.objects.filter(pk=window.pk, called_off_at=None).update(
            called_off_at=database_now(), called_off_because=reason.strip()
        )
        _check_changed(changed)


@transaction.atomic
def grant_exception(*, window: FreezeWindow, actor: User, reason: str, until: datetime) -> FreezeException:
    """Let releases through from now until just before an instant (aware). The right is checked by the door.

    Raises SeasonRefused where it would be over already, or outlast the freeze.
    """
    _check_reason(reason, "reason")
    now = database_now()
    if until <= now:
        raise SeasonRefused(_("This time is over already."), field="until")
    if until > window.ends_at:
        raise SeasonRefused(_("The freeze ends before that."), field="until")
    if window.called_off_at is not None:
        raise SeasonConflict(_("This freeze is called off."))
    with pghistory.context(user=actor.pk, source="admin"):
        return FreezeException.objects.create(
            window=window, reason=reason.strip(), until=until, approved_by=actor, granted_at=now
        )


@transaction.atomic
def withdraw_exception(*, exception: FreezeException, actor: User) -> None:
    """From now on nothing is let through by it. Raises SeasonConflict where it is over already."""
    now = database_now()
    with pghistory.context(user=actor.pk, source="admin"):
        if not FreezeException.objects.filter(pk=exception.pk, until__gt=now).update(until=now):
            raise SeasonConflict(_("This exception is over already."))


def _check_reason(reason: str, field: str) -> None:
    if not reason.strip():
        raise SeasonRefused(_("Give a reason."), field=field)


def _check_changed(changed: int) -> None:
    if not changed:
        raise SeasonConflict(_("This freeze is called off."))
