"""The picture in words: complete sentences, for the description beside it and for those who do not see it."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leads.timeline import dates
from leads.timeline.data import Activity, Timeline
from leads.timeline.holds import stops, without_effect
from leads.timeline.texts import handover_text, period, phase_name, reminder_text


def sentences(timeline: Timeline) -> list[str]:
    """Return all that the picture shows as sentences: the state first, then phases, holds, activities and the rest."""
    return [
        _state(timeline),
        *_phases(timeline),
        *_holds(timeline),
        *_activities(timeline.activities),
        *(f"{reminder_text(each)}." for each in sorted(timeline.reminders, key=lambda each: each.due_at)),
        *(f"{handover_text(each)}." for each in sorted(timeline.handovers, key=lambda each: each.at)),
    ]


def _state(timeline: Timeline) -> str:
    standing = next((stop for stop in stops(timeline) if stop.start <= timeline.now < _end(stop.hold.end_at)), None)
    expiry = timeline.expires_at
    values = {"expiry": dates.moment(expiry), "distance": dates.distance(timeline.now, expiry)}
    if timeline.expired:
        return _("Protection ended on %(expiry)s, %(distance)s.") % values
    if standing:
        values["reason"] = standing.hold.reason
        return _("The clock stands: %(reason)s. If it ran again now, protection would end on %(expiry)s.") % values
    phase = next(name for name, _start, end in timeline.phases if timeline.now < end)
    values["phase"] = phase_name(phase)
    return _("%(phase)s. Protection ends on %(expiry)s, %(distance)s.") % values


def _end(instant: datetime | None) -> datetime:
    return instant or datetime.max.replace(tzinfo=dates.BERLIN)


def _phases(timeline: Timeline) -> list[str]:
    return [
        _("%(phase)s from %(start)s to %(end)s.")
        % {"phase": phase_name(phase), "start": dates.day(start), "end": dates.day(end)}
        for phase, start, end in timeline.phases
    ]


def _holds(timeline: Timeline) -> list[str]:
    told = [
        _("Hold %(number)d: %(reason)s, %(period)s.")
        % {"number": stop.number, "reason": stop.hold.reason, "period": period(stop)}
        for stop in stops(timeline)
    ]
    idle = without_effect(timeline)
    if idle:
        text = ngettext("%(count)d hold without effect.", "%(count)d holds without effect.", idle)
        told.append(text % {"count": idle})
    return told


def _activities(activities: tuple[Activity, ...]) -> list[str]:
    if not activities:
        return [_("No activities.")]
    qualified = sorted((each for each in activities if each.qualified), key=lambda each: each.occurred_at)
    counted = sum(each.counted for each in activities)
    count = ngettext("%(count)d activity", "%(count)d activities", len(activities)) % {"count": len(activities)}
    told = [
        _("%(activities)s, of which %(qualified)d qualified; %(counted)d moved the end of protection.")
        % {"activities": count, "qualified": len(qualified), "counted": counted}
    ]
    if qualified:
        last = qualified[-1]
        values = {"kind": last.kind, "day": dates.day(last.occurred_at)}
        told.append(_("Last qualified activity: %(kind)s on %(day)s.") % values)
    return told
