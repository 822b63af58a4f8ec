"""Letting a provisioning that waits go on: within the approved sizes, or with larger ones, as they were shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pghistory
from django.db import transaction
from django.utils.translation import gettext as _

from core.models import User
from core.territory import Territory
from seasonal.errors import SeasonConflict, SeasonRefused, constraint_errors
from seasonal.models import FleetSize, Provisioning, ProvisioningState, Season, Workload
from seasonal.querysets.figures import sizes_on
from seasonal.scaling.fleet import Shortfall
from seasonal.services.provisioning import season_shortfalls, years_of
from seasonal.services.scaling import check_year, render_year, today
from seasonal.services.turns import SIZES, take_turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Why somebody approves, and whether sizes are raised to what the model wants or stay as they are.

    `seen`: what was short when they looked (`as_seen`).
    """

    actor: User
    reason: str
    raise_sizes: bool
    seen: Sequence[str]


class _Larger(NamedTuple):
    """Whose size is raised: of a season's kind, or ('') outside of all and for campaigns alone."""

    territory: Territory
    workload: Workload
    kind: str


def as_seen(short: Sequence[Shortfall]) -> list[str]:
    """What is short, in a form to compare: deployment, what wants it, from when, how many, and how many it gets."""
    return [
        f"{each.size.name} {each.planned.name} {each.planned.first} {each.planned.replicas}/{each.approved}"
        for each in short
    ]


def approve_provisioning(*, provisioning: Provisioning, approval: Approval) -> None:
    """Let one that waits go on, with sizes raised to what the model wants or within those approved before.

    Raises SeasonConflict where it does not wait (any more), or where more, less or something else is short than was
    seen; SeasonRefused without a reason, or where the database has not the connections for the larger sizes.
    """
    reason, actor = approval.reason.strip(), approval.actor
    if not reason:
        raise SeasonRefused(_("Say why."), field="reason")
    with constraint_errors(), transaction.atomic(), pghistory.context(user=actor.pk, source="admin"):
        take_turn(SIZES)  # two who did not see each other could together need more connections than there are
        waiting = Provisioning.objects.filter(pk=provisioning.pk, state=ProvisioningState.WAITING)
        if not waiting.update(state=ProvisioningState.RUNNING, approved_by=actor, approval=reason[:255]):
            raise SeasonConflict(_("It does not wait for an approval any more. Look at it again."))
        short = season_shortfalls(provisioning.season)
        if as_seen(short) != list(approval.seen):
            raise SeasonConflict(
                _("What is wanted has changed since you looked. Nothing was approved: look at the numbers again."),
                code="sizes_changed",
            )
        if approval.raise_sizes:
            _raise_sizes(provisioning.season, short, actor, reason)


def _raise_sizes(season: Season, short: Sequence[Shortfall], actor: User, reason: str) -> None:
    """Approve for the season (campaigns and the normal load: for any time) as many replicas as the model wants, from
    the first day on that is short, or from today."""
    wanted: dict[_Larger, list[Shortfall]] = {}
    for each in short:
        kind = "" if each.planned.season is None else season.kind
        wanted.setdefault(_Larger(each.size.territory, each.size.workload, kind), []).append(each)
    for key, found in wanted.items():
        cap = max(each.planned.replicas for each in found)
        first = max(min(each.planned.first for each in found), today())
        _approve(key, first, cap, {"approved_by": actor, "note": reason[:255]})
    for year in years_of(season):
        proof = check_year(render_year(year), year).proof
        if proof is None or proof.too_many:
            raise SeasonRefused(
                _("The database has too few connections for so many replicas: %(count)s more are needed.")
                % {"count": -proof.left if proof else 0}
            )


def _approve(key: _Larger, first: date, cap: int, by: dict[str, object]) -> None:
    """So many from a day on; what was approved for later days is raised as well."""
    before = sizes_on(first, key.kind)[key.territory, key.workload]
    same = {"floor": before.floor, "rate_per_replica": before.rate_per_replica, "p95_ms": before.p95_ms}
    FleetSize.objects.update_or_create(**key._asdict(), valid_from=first, defaults={**same, "cap": cap, **by})
    for later in FleetSize.objects.filter(**key._asdict(), valid_from__gt=first, cap__lt=cap):
        FleetSize.objects.filter(pk=later.pk).update(cap=cap, **by)
