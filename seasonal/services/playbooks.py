"""A season's playbook: made from the templates, worked by people, ticked by the system where it can tell."""

from datetime import date, datetime, time, timedelta

import pghistory
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.dbclock import database_now
from core.models import User
from core.walltime import berlin_instant
from seasonal.errors import SeasonConflict, SeasonRefused
from seasonal.models import FreezeWindow, Milestone, MilestoneState, MilestoneTemplate, Season, SeasonState
from seasonal.playbooks.days import due_day

_FREEZE_BEFORE, _FREEZE_AFTER = timedelta(days=14), timedelta(days=3)
# So long after a season that is over, and after the last day of its playbook, nobody is reminded any more.
LAPSES_AFTER = timedelta(days=14)
_UNSETTLED = (MilestoneState.OPEN, MilestoneState.LAPSED)


@transaction.atomic
def instantiate_playbook(*, season: Season) -> int:
    """Make the milestones and the freeze that a season lacks, and move those that follow its days; how many are new.

    What is done or skipped, and what a person has set a day for, stays. Raises SeasonRefused for a season that is over.
    """
    if season.state == SeasonState.OVER:
        raise SeasonRefused(_("This season is over. Its playbook stays as it is."))
    templates = {each.code: each for each in MilestoneTemplate.objects.filter(is_active=True, kind="")}
    own = {each.code: each for each in MilestoneTemplate.objects.filter(kind=season.kind).exclude(kind="")}
    wanted = [each for each in (templates | own).values() if each.is_active]
    there = {each.code: each for each in season.milestones.select_for_update()}
    made = [_milestone(season, each) for each in wanted if each.code not in there]
    Milestone.objects.bulk_create(made)
    _follow(season)
    if not season.freezes.filter(called_off_at=None).exists():
        begin, end = freeze_of(season)
        FreezeWindow.objects.create(
            season=season,
            starts_at=begin,
            ends_at=end,
            reason=_("%(season)s: nothing is released") % {"season": season},
            follows_season=True,
        )
    return len(made)


def follow_season_days(*, season: Season) -> None:
    """Move open milestones and the freeze that follow a season's days, in the caller's transaction. None is made."""
    _follow(season)
    begin, end = freeze_of(season)
    season.freezes.filter(follows_season=True, called_off_at=None).update(starts_at=begin, ends_at=end)


def freeze_of(season: Season) -> tuple[datetime, datetime]:
    """From when until when nothing is released: two weeks before the first day until three days after the last."""
    return _midnight(season.starts_on - _FREEZE_BEFORE), _midnight(season.ends_on + _FREEZE_AFTER + timedelta(days=1))


@transaction.atomic
def finish_milestone(*, milestone: Milestone, actor: User, note: str = "") -> None:
    """Tick a milestone, be it long after. Raises SeasonConflict where it is settled already."""
    _settle(milestone, MilestoneState.DONE, actor, note.strip())


@transaction.atomic
def skip_milestone(*, milestone: Milestone, actor: User, note: str) -> None:
    """Leave a milestone out, with the reason. Raises SeasonRefused without one, SeasonConflict where it is not open."""
    if not note.strip():
        raise SeasonRefused(_("Say why it is left out."), field="note")
    _settle(milestone, MilestoneState.SKIPPED, actor, note.strip())


@transaction.atomic
def reopen_milestone(*, milestone: Milestone, actor: User) -> None:
    """Take back a tick, or what was left out. Raises SeasonConflict where it is open."""
    _check_unfinished(milestone.season)
    with pghistory.context(user=actor.pk, source="admin"):
        if milestone.state == MilestoneState.LAPSED:
            raise SeasonConflict(_("It was left open, and the playbook is closed. Tick it, or leave it out."))
        settled = Milestone.objects.filter(pk=milestone.pk).exclude(state__in=_UNSETTLED)
        if not settled.update(state=MilestoneState.OPEN, done_at=None, done_by=None):
            raise SeasonConflict(_("This milestone is open."))


@transaction.atomic
def lapse_milestones(*, day: date) -> int:
    """Close what is open in playbooks of seasons that were over, with all their milestones, two weeks before a Berlin
    day: it is said to have been left open; how many. A person may still tick it or leave it out."""
    long_ago = day - LAPSES_AFTER
    last = Max("season__milestones__due_on")
    done = Milestone.objects.filter(season__state=SeasonState.OVER, season__ends_on__lt=long_ago).annotate(last=last)
    left = Milestone.objects.filter(pk__in=done.filter(state=MilestoneState.OPEN, last__lt=long_ago).values("pk"))
    with pghistory.context(source="task", reason="left open until long after the season"):
        return left.filter(state=MilestoneState.OPEN).update(state=MilestoneState.LAPSED, done_at=database_now())


@transaction.atomic
def plan_milestone(*, milestone: Milestone, actor: User, due_on: date, owner: str, owner_user: User | None) -> None:
    """Say until when, and who. A day that differs from its own stays, whatever the season does.

    Raises SeasonConflict where it is not open any more.
    """
    _check_unfinished(milestone.season)
    with pghistory.context(user=actor.pk, source="admin"):
        follows = milestone.follows_season and due_on == milestone.due_on
        open_ones = Milestone.objects.filter(pk=milestone.pk, state=MilestoneState.OPEN)
        if not open_ones.update(due_on=due_on, owner=owner, owner_user=owner_user, follows_season=follows):
            raise SeasonConflict(_("This milestone is not open any more. Look at it again."))


def _settle(milestone: Milestone, state: MilestoneState, actor: User, note: str) -> None:
    with pghistory.context(user=actor.pk, source="admin"):
        changed = Milestone.objects.filter(pk=milestone.pk, state__in=_UNSETTLED).update(
            state=state, done_at=database_now(), done_by=actor, note=note
        )
        if not changed:
            raise SeasonConflict(_("This milestone is not open any more. Look at it again."))


def _check_unfinished(season: Season) -> None:
    """The playbook of a season that is over can still be completed, but what was reported of stays."""
    if season.reports.filter(published_at__isnull=False).exists():
        raise SeasonConflict(_("The season's report is published. Its playbook stays as it is."))


def _milestone(season: Season, template: MilestoneTemplate) -> Milestone:
    return Milestone(
        season=season,
        code=template.code,
        counted_from=template.counted_from,
        offset=template.offset,
        due_on=due_day(season.starts_on, season.ends_on, template.counted_from, template.offset),
        owner=template.owner,
        check_code=template.check_code,
        title_de=template.title_de,
        title_en=template.title_en,
        text_de=template.text_de,
        text_en=template.text_en,
    )


def _follow(season: Season) -> None:
    moved = []
    for each in season.milestones.filter(state=MilestoneState.OPEN, follows_season=True):
        due_on = due_day(season.starts_on, season.ends_on, each.counted_from, each.offset)
        if due_on != each.due_on:
            each.due_on = due_on
            moved.append(each)
    Milestone.objects.bulk_update(moved, ["due_on"])


def _midnight(day: date) -> datetime:
    return berlin_instant(datetime.combine(day, time()))
