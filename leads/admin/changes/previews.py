"""A preview of the clock, as the console shows it."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.admin.texts import moment
from core.console.previews import Change, Preview
from core.models import User
from leads.admin.texts import PHASES, apart, span
from leads.models import LeadStatus
from leads.protection import Protection
from leads.services.guard import Preview as ClockPreview


def console_preview(found: ClockPreview, user: User, *, confirm: str | Promise) -> Preview:
    """What a change would do to a lead's clock, in the words of the console; without `confirm`, no button."""
    before, after = found.before, found.after
    changes = [
        Change(
            label=_("Protected until"),
            before=_until(before),
            after=_until(after),
            note=_until_note(before, after),
        ),
        Change(label=_("Phase"), before=PHASES[before.phase][0], after=PHASES[after.phase][0]),
        Change(label=_("Clock"), before=_clock(before), after=_clock(after)),
        Change(label=_("Time left"), before=_time_left(before), after=_time_left(after)),
        Change(label=_("Reminder due"), before=_reminder(before), after=_reminder(after)),
    ]
    if before.user_id != after.user_id:
        names = User.objects.in_bulk([before.user_id, after.user_id])
        changes.insert(0, Change(label=_("Owner"), before=str(names[before.user_id]), after=str(names[after.user_id])))
    if before.status != after.status:
        labels = dict(LeadStatus.choices)
        changes.insert(0, Change(label=_("Status"), before=labels[before.status], after=labels[after.status]))
    return Preview(
        question=_("Before and after"),
        confirm=confirm,
        changes=changes,
        consequences=_consequences(found),
        warning=_warning(found, user),
    )


def _until(protection: Protection) -> str:
    if protection.clock_stopped and protection.stopped_until is None:
        return _("open, the clock stands")
    return moment(protection.protection_expires_at)


def _until_note(before: Protection, after: Protection) -> str:
    if after.clock_stopped and after.stopped_until is None:
        return _("%(at)s, if restarted now") % {"at": moment(after.protection_expires_at)}
    return apart(before.protection_expires_at, after.protection_expires_at)


def _time_left(protection: Protection) -> str:
    return span(protection.remaining) if protection.is_protected else "–"


def _reminder(protection: Protection) -> str:
    owed = protection.is_protected and protection.status == LeadStatus.OPEN
    return moment(protection.reminder_due_at if owed else None)


def _clock(protection: Protection) -> str:
    if not protection.clock_stopped:
        return _("runs") if protection.is_protected else _("has run out")
    if protection.stopped_until is not None:
        return _("stands until %(until)s") % {"until": moment(protection.stopped_until)}
    return _("stands since %(since)s") % {"since": moment(protection.stopped_since)}


def _consequences(found: ClockPreview) -> list[str]:
    told = []
    before, after = found.before, found.after
    if not found.changes_deadline:
        told.append(_("The deadline does not move."))
    if after.clock_stopped and not before.clock_stopped:
        told.append(_("While the clock stands, no reminder is sent, and protection cannot end."))
    if after.status not in (before.status, LeadStatus.OPEN):
        told.append(_("A lead that is not open gets no reminders."))
    if after.user_id != before.user_id and after.started_at != before.started_at:
        told.append(_("Protection starts anew on %(start)s.") % {"start": moment(after.started_at)})
    return told


def _warning(found: ClockPreview, user: User) -> str:
    if not found.changes_state:
        return ""
    what = _("This entry ends protection.") if found.before.is_protected else _("This entry revives protection.")
    if not found.needs_override:
        return what
    if not user.has_perm("leads.override_protection"):
        return " ".join((what, _("Only someone with the right to override may make it.")))
    return " ".join((what, _("Give a reason, look at the preview again, and confirm it.")))
