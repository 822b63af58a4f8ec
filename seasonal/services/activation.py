"""Switching a season on and off: one switch, with who, why, how ready it was and what it changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import User
from core.operating import forget_mode
from core.walltime import berlin_wall
from journal.services.events import record
from seasonal.errors import SeasonConflict, SeasonRefused
from seasonal.models import Season, SeasonActivation, SeasonState
from seasonal.operating import frozen, profile_for
from seasonal.services.readiness import readiness_of


def activate_season(
    *, season: Season, actor: User | None, reason: str = "", at: datetime | None = None
) -> SeasonActivation:
    """Switch an open season on with the operating profile of its kind; without an actor: on its date.

    A person says why where it is not ready (SeasonRefused), and may switch one on that was called active before there
    was a switch, or that was rolled back. SeasonConflict where it is on already, or not its turn.
    """
    now = at or timezone.now()
    failures = readiness_of(season, now)
    reason = reason.strip()
    if actor is not None and failures and not reason:
        raise SeasonRefused(_("It is not ready. Say why it is activated all the same."), field="reason")
    states = [SeasonState.OPEN] if actor is None else [SeasonState.OPEN, SeasonState.ACTIVE]
    with transaction.atomic(), _by(actor):
        # The row stays locked: of two that come at once the second sees what the first has done.
        if not Season.objects.filter(pk=season.pk, state__in=states).update(state=SeasonState.ACTIVE):
            raise _come_further(season)
        before = SeasonActivation.objects.filter(season=season)
        if before.live().exists() or (actor is None and before.exists()):
            raise _come_further(season)
        season.state = SeasonState.ACTIVE
        activation = SeasonActivation.objects.create(
            season=season,
            activated_at=now,
            activated_by=actor,
            reason=reason,
            readiness=[failure.kept() for failure in failures],
            profile=frozen(profile_for(season.kind)),
        )
        _tell("activated", season, now, actor, reason, profile=activation.profile, failures=_codes(failures))
    return activation


def roll_back_activation(*, season: Season, actor: User, reason: str, at: datetime | None = None) -> None:
    """Switch a season off again: it is open as before, and everything runs as if it had not been activated.

    Only a person switches it on again. SeasonRefused without a reason, SeasonConflict where it is not on.
    """
    now, reason = at or timezone.now(), reason.strip()
    if not reason:
        raise SeasonRefused(_("Say why it is rolled back."), field="reason")
    with transaction.atomic(), _by(actor):
        if not Season.objects.filter(pk=season.pk, state=SeasonState.ACTIVE).update(state=SeasonState.OPEN):
            raise _come_further(season)
        live = SeasonActivation.objects.filter(season=season).live()
        if not live.update(rolled_back_at=now, rolled_back_by=actor, rollback_reason=reason):
            raise _come_further(season)
        season.state = SeasonState.OPEN
        _tell("rolled_back", season, now, actor, reason)


def end_season(*, season: Season, actor: User | None, at: datetime | None = None) -> None:
    """Say that an active season is over, or one that was rolled back and has run out: everything runs as always.

    SeasonConflict in any other state.
    """
    now = at or timezone.now()
    ran_out = Q(state=SeasonState.OPEN, ends_on__lt=berlin_wall(now).date(), activations__isnull=False)
    ends = Season.objects.filter(Q(state=SeasonState.ACTIVE) | ran_out, pk=season.pk).values("pk")
    with transaction.atomic(), _by(actor):
        states = [SeasonState.ACTIVE, SeasonState.OPEN]
        if not Season.objects.filter(pk__in=ends, state__in=states).update(state=SeasonState.OVER):
            raise _come_further(season)
        SeasonActivation.objects.filter(season=season).live().update(ended_at=now, ended_by=actor)
        season.state = SeasonState.OVER
        _tell("ended", season, now, actor, "")


def close_missed_season(*, season: Season, at: datetime | None = None) -> None:
    """Say that a season is over which was opened, but never activated, and has run out. SeasonConflict otherwise."""
    now = at or timezone.now()
    with transaction.atomic(), pghistory.context(source="task", reason="missed: it was opened, but never activated"):
        missed = Season.objects.filter(pk=season.pk, state=SeasonState.OPEN, ends_on__lt=berlin_wall(now).date())
        # The row is locked before the activations are looked at: one that comes at the same time is seen.
        if not missed.select_for_update() or season.activations.exists():
            raise _come_further(season)
        missed.update(state=SeasonState.OVER, is_missed=True)
        season.state, season.is_missed = SeasonState.OVER, True
        _tell("missed", season, now, None, "")


def renew_profile(*, season: Season, actor: User, reason: str) -> SeasonActivation:
    """Have a season that is on follow the operating profile of its kind as it is now.

    SeasonRefused without a reason, SeasonConflict where it is not on.
    """
    if not reason.strip():
        raise SeasonRefused(_("Say why the profile changes in the middle of a season."), field="reason")
    with transaction.atomic(), pghistory.context(user=actor.pk, source="admin", reason=reason.strip()):
        live = SeasonActivation.objects.filter(season=season).live()
        if not live.update(profile=frozen(profile_for(season.kind))):
            raise _come_further(season)
        transaction.on_commit(forget_mode)
    return live.get()


def _by(actor: User | None) -> Any:
    return pghistory.context(user=actor.pk, source="admin") if actor else pghistory.context(source="task")


def _come_further(season: Season) -> SeasonConflict:
    season.refresh_from_db(fields=["state"])
    return SeasonConflict(
        _("This season is “%(state)s” by now. Look at it again.") % {"state": season.get_state_display()}
    )


def _codes(failures: Sequence[Any]) -> list[str]:
    return [failure.code for failure in failures]


def _tell(step: str, season: Season, at: datetime, actor: User | None, reason: str, **metadata: Any) -> None:
    """Record `season.<step>` in the caller's transaction; this process reads the mode anew once it has committed."""
    transaction.on_commit(forget_mode)
    record(
        event_type=f"season.{step}",
        aggregate_type="season",
        aggregate_id=season.pk,
        territory=None,
        payload={
            "event_type": f"season.{step}",
            "timestamp": at,
            "lead_id": None,
            "user_id": actor.pk if actor else None,
            "current_state": season.state,
            "protection_expires_at": None,
            "reason": reason[:2000],
            "metadata": {
                "season_id": season.pk,
                "kind": season.kind,
                "starts_on": season.starts_on,
                "ends_on": season.ends_on,
                **metadata,
            },
        },
    )
