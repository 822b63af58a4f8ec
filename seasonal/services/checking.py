"""Ticking milestones by themselves, with the evidence; never what a person has ticked or left out."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.dbclock import database_now
from core.walltime import berlin_wall
from seasonal.models import Milestone, MilestoneState, Season
from seasonal.playbooks.checks import Verdict, ask, unknown

logger = structlog.get_logger(__name__)


@dataclass(slots=True)
class Checked:
    """What one round did, as numbers of milestones."""

    ticked: int = 0
    reopened: int = 0
    unmet: int = 0
    unknown: int = 0


def check_milestones(*, season: Season | None = None) -> Checked:
    """Ask every check of open milestones (of one season), tick what is met, and keep what each said.

    Until the season's first day, what was ticked by the system is asked again, and opened again where it is no longer
    met: a plan grows old. A check that fails counts as one that does not know.
    """
    done, now = Checked(), database_now()
    before = Q(state=MilestoneState.DONE, done_by=None, season__starts_on__gt=berlin_wall(now).date())
    rows = Milestone.objects.filter(Q(state=MilestoneState.OPEN) | before).exclude(check_code="")
    if season is not None:
        rows = rows.filter(season=season)
    for milestone in rows.select_related("season"):
        _record(milestone, _verdict(milestone, now), now, done)
    return done


def _verdict(milestone: Milestone, now: datetime) -> Verdict:
    try:
        with transaction.atomic():
            return ask(milestone.check_code, milestone.season, now)
    except Exception:
        # One broken check must not keep the others from being asked.
        logger.exception("milestone_check_failed", milestone_id=milestone.pk, check=milestone.check_code)
        return unknown(_("The check failed. The log says why."))


def _record(milestone: Milestone, verdict: Verdict, now: datetime, done: Checked) -> None:
    told = verdict.told()
    found = {
        "check_met": verdict.met,
        "check_detail_de": told["de"],
        "check_detail_en": told["en"],
        "checked_at": now,
    }
    was_open = milestone.state == MilestoneState.OPEN
    if was_open and verdict.met:
        found |= {"state": MilestoneState.DONE, "done_at": now}
    elif not was_open and verdict.met is False:
        found |= {"state": MilestoneState.OPEN, "done_at": None}
    # Guarded by the state that was read: a person may have ticked or skipped it meanwhile.
    same = Milestone.objects.filter(pk=milestone.pk, state=milestone.state, done_by=None)
    if not same.update(**found):
        return
    done.ticked += was_open and bool(verdict.met)
    done.reopened += not was_open and verdict.met is False
    done.unmet += verdict.met is False
    done.unknown += verdict.met is None
