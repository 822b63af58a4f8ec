"""What the picture and its words call things, in the active language."""

from django.utils.translation import gettext as _

from leads.timeline import dates
from leads.timeline.data import Handover, Phase, Reminder, ReminderState
from leads.timeline.holds import Stop


def phase_name(phase: Phase) -> str:
    """Return what people call a phase."""
    return {Phase.BASE: _("Base protection"), Phase.FOLLOW_UP: _("Follow-up"), Phase.GRACE: _("Grace")}[phase]


def period(stop: Stop) -> str:
    """Return from when to when the clock stood, and how long, in words."""
    start, taken = dates.day(stop.start), dates.length(stop.start, stop.end)
    if stop.is_open:
        return _("since %(start)s, still open (%(length)s)") % {"start": start, "length": taken}
    return _("%(start)s to %(end)s (%(length)s)") % {"start": start, "end": dates.day(stop.end), "length": taken}


def reminder_text(reminder: Reminder) -> str:
    """Return what became of a reminder, in words."""
    due = dates.moment(reminder.due_at)
    match reminder.state:
        case ReminderState.SENT:
            return _("Reminder sent %(at)s") % {"at": dates.moment(reminder.sent_at or reminder.due_at)}
        case ReminderState.CANCELLED:
            return _("Reminder due %(at)s, cancelled") % {"at": due}
        case ReminderState.DEAD:
            return _("Reminder due %(at)s, could not be sent") % {"at": due}
        case ReminderState.SCHEDULED:
            return _("Reminder due %(at)s") % {"at": due}


def handover_text(handover: Handover) -> str:
    """Return who handed over to whom and when, in words."""
    values = {"day": dates.day(handover.at), "old": handover.from_user, "new": handover.to_user}
    return _("Handed over from %(old)s to %(new)s on %(day)s") % values
