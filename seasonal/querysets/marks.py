"""Loads release freezes and milestones for calendars: one query each."""

from datetime import date, datetime, time, timedelta

from core.walltime import berlin_instant, berlin_wall
from seasonal.models import FreezeWindow, Milestone, MilestoneState
from seasonal.planning.marks import FrozenDays, MarkedDay, Marks

_DAY, _MOMENT = timedelta(days=1), timedelta(microseconds=1)


def load_marks(first: date, last: date, *, today: date) -> Marks:
    """What touches the Berlin days from `first` to `last`, both included. Freezes that were called off are left out."""
    begin, end = (berlin_instant(datetime.combine(day, time())) for day in (first, last + _DAY))
    windows = FreezeWindow.objects.filter(called_off_at=None, starts_at__lt=end, ends_at__gt=begin)
    milestones = Milestone.objects.filter(due_on__range=(first, last)).select_related("season")
    return Marks(
        freezes=[
            FrozenDays(
                each.pk,
                each.reason,
                str(each.get_scope_display()),
                berlin_wall(each.starts_at).date(),
                berlin_wall(each.ends_at - _MOMENT).date(),
            )
            for each in windows.order_by("starts_at")
        ],
        milestones=[
            MarkedDay(each.pk, each.season_id, str(each.season), each.title, each.due_on, _state(each, today))
            for each in milestones
        ],
    )


def _state(milestone: Milestone, today: date) -> str:
    late = milestone.state == MilestoneState.OPEN and milestone.due_on < today
    return "late" if late else milestone.state.lower()
