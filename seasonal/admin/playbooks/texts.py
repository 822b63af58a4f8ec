"""How the pages of playbooks say states, days and people."""

from datetime import date, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.admin.texts import moment
from core.console.badges import Tone, badge, with_note
from seasonal.admin.texts import day, person
from seasonal.models import FreezeWindow, Milestone, MilestoneState, Season

NOBODY = "–"


def due(milestone: Milestone, today: date) -> SafeString | str:
    """Its day, and how far off that is while it is open; what is late is urgent."""
    if milestone.state != MilestoneState.OPEN:
        return day(milestone.due_on)
    left = (milestone.due_on - today).days
    if left < 0:
        late = ngettext("%(days)s day late", "%(days)s days late", -left) % {"days": -left}
        return with_note(day(milestone.due_on), late, urgent=True)
    if left == 0:
        return with_note(day(milestone.due_on), _("today"))
    return with_note(day(milestone.due_on), ngettext("in %(days)s day", "in %(days)s days", left) % {"days": left})


def state_of(milestone: Milestone, today: date) -> SafeString:
    """A badge, and who did it when, why, or on what evidence."""
    if milestone.state == MilestoneState.OPEN:
        late = milestone.due_on < today
        sign = badge(_("late"), Tone.DANGER, icon="alert") if late else badge(_("open"), Tone.NEUTRAL)
        return _with_lines(sign, [_check_of(milestone)])
    if milestone.state == MilestoneState.LAPSED:
        closed = _("closed on %(day)s") % {"day": moment(milestone.done_at)}
        return _with_lines(badge(_("left open"), Tone.WARNING, icon="alert"), [closed, _check_of(milestone)])
    done = milestone.state == MilestoneState.DONE
    sign = badge(_("done"), Tone.GOOD, icon="check") if done else badge(_("left out"), Tone.HELD, icon="forward")
    who = person(milestone.done_by) if milestone.done_by else _("by itself")
    evidence = milestone.check_detail if milestone.done_by is None else ""
    return _with_lines(sign, [f"{moment(milestone.done_at)}, {who}", milestone.note, evidence])


def freeze_state(window: FreezeWindow, now: object) -> SafeString:
    """Whether a freeze holds, held or will."""
    if window.called_off_at is not None:
        return badge(_("called off"), Tone.NEUTRAL, icon="pause")
    if window.ends_at <= now:  # type: ignore[operator]
        return badge(_("over"), Tone.NEUTRAL, icon="check")
    if window.starts_at <= now:  # type: ignore[operator]
        return badge(_("in force"), Tone.WARNING, icon="pause")
    return badge(_("planned"), Tone.NEUTRAL, icon="calendar")


def days_to(season: Season, today: date) -> str:
    """How far off a season is."""
    left = season.starts_on - today
    if left > timedelta():
        return ngettext("begins in %(days)s day", "begins in %(days)s days", left.days) % {"days": left.days}
    return _("has begun") if today <= season.ends_on else _("has ended")


def _check_of(milestone: Milestone) -> str:
    if not milestone.check_code:
        return ""
    if milestone.checked_at is None:
        return _("is checked by itself")
    return milestone.check_detail


def _with_lines(sign: SafeString, lines: list[str]) -> SafeString:
    told = [format_html('<span class="note">{}</span>', line) for line in lines if line]
    return format_html("{} {}", sign, SafeString(" ".join(told)))
