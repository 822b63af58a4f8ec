"""How the admin says instants, spans, phases and states."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin.texts import moment
from core.console.badges import Tone, badge
from core.walltime import berlin_wall
from leads.models import Lead, LeadReminder, LeadStatus, ReminderStatus
from leads.protection import Phase, Protection

PHASES: dict[str, tuple[str | Promise, Tone, str]] = {
    Phase.BASE: (gettext_lazy("Base protection"), Tone.GOOD, "dot"),
    Phase.FOLLOW_UP: (gettext_lazy("Follow-up"), Tone.WARNING, "dot"),
    Phase.GRACE: (gettext_lazy("Grace"), Tone.DANGER, "alert"),
    Phase.EXPIRED: (gettext_lazy("Expired"), Tone.NEUTRAL, "dot"),
}


def day(instant: datetime) -> str:
    """The Berlin date of an instant, short."""
    return date_format(berlin_wall(instant), "SHORT_DATE_FORMAT")


def calendar_days(earlier: datetime, later: datetime) -> int:
    """How many midnights in Berlin lie between two instants."""
    return (berlin_wall(later).date() - berlin_wall(earlier).date()).days


def relative(instant: datetime, now: datetime | None = None) -> str:
    """How far away an instant is, in Berlin's calendar days: "in 9 days", "today", "3 days ago"."""
    days = calendar_days(now or timezone.now(), instant)
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days == -1:
        return _("yesterday")
    if days > 0:
        return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}
    return ngettext("%(count)s day ago", "%(count)s days ago", -days) % {"count": -days}


def span(length: timedelta) -> str:
    """A length of running time: days, and below two days hours and minutes."""
    if length >= timedelta(days=2):
        return ngettext("%(count)s day", "%(count)s days", length.days) % {"count": length.days}
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}


def apart(before: datetime, after: datetime) -> str:
    """How far a date moved: "18 days later"; empty where the calendar day stays."""
    days = calendar_days(before, after)
    if days > 0:
        return ngettext("%(count)s day later", "%(count)s days later", days) % {"count": days}
    if days < 0:
        return ngettext("%(count)s day earlier", "%(count)s days earlier", -days) % {"count": -days}
    return ""


def phase_badge(phase: str, *, quiet: bool = False) -> SafeString:
    """The phase as coloured text; `quiet` for leads that nobody has to hurry for."""
    label, tone, icon = PHASES[phase]
    return badge(label, Tone.NEUTRAL, icon="dot") if quiet else badge(label, tone, icon=icon)


_REMINDER_TONES = {
    ReminderStatus.PENDING: Tone.WARNING,
    ReminderStatus.SENT: Tone.GOOD,
    ReminderStatus.CANCELLED: Tone.NEUTRAL,
    ReminderStatus.DEAD: Tone.DANGER,
}


def reminder_badge(reminder: LeadReminder) -> SafeString:
    """What became of a reminder."""
    status = ReminderStatus(reminder.status)
    return badge(status.label, _REMINDER_TONES[status], icon="")


def subject(lead: Lead) -> str:
    """Company and place: companies of one name are told apart by it."""
    return ", ".join(filter(None, (str(lead), lead.city)))


def stopped_badge() -> SafeString:
    """The sign that the clock stands."""
    return badge(_("Clock stands"), Tone.HELD, icon="pause")


def status_badge(status: str) -> SafeString | None:
    """What became of the lead; nothing for an open one."""
    return None if status == LeadStatus.OPEN else badge(LeadStatus(status).label, Tone.NEUTRAL, icon="")


def badges(protection: Protection) -> list[SafeString]:
    """Phase, hold sign and status of a lead."""
    found = [phase_badge(protection.phase, quiet=protection.status != LeadStatus.OPEN)]
    if protection.clock_stopped:
        found.append(stopped_badge())
    if status := status_badge(protection.status):
        found.append(status)
    return found


SOON = 10  # days: from here on an end of protection is shown in red


def ends_soon(protection: Protection, now: datetime | None = None) -> bool:
    """Whether somebody has to hurry: open, protected, the clock runs, and it ends within SOON days."""
    hurries = protection.is_protected and not protection.clock_stopped and protection.status == LeadStatus.OPEN
    return hurries and calendar_days(now or timezone.now(), protection.protection_expires_at) <= SOON


def deadline(protection: Protection) -> str:
    """Until when a lead is protected, as a sentence."""
    if protection.clock_stopped and protection.stopped_until is None:
        return _("The clock stands; %(left)s of protection are left.") % {"left": span(protection.remaining)}
    values = {"end": moment(protection.protection_expires_at)}
    text = _("Protection ends on %(end)s.") if protection.is_protected else _("Protection ended on %(end)s.")
    return text % values


def expiry_note(protection: Protection, now: datetime | None = None) -> str:
    """What follows the date of expiry: how far away it is, or that it moves while the clock stands."""
    if protection.clock_stopped:
        return _("clock stands, %(left)s left") % {"left": span(protection.remaining)}
    return relative(protection.protection_expires_at, now)
