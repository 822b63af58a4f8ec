"""How the pages of incidents say times, states and clocks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.admin.texts import moment
from core.console.badges import Tone, badge
from core.walltime import berlin_wall
from operations.incidents.models import Incident, IncidentState
from operations.incidents.wording import state_name

__all__ = ["NextUpdate", "clock", "hour_of", "lasted", "next_update", "since", "state_badge", "state_name"]

_STATES = {
    IncidentState.OPEN: (Tone.DANGER, "alert"),
    IncidentState.ACKNOWLEDGED: (Tone.WARNING, "play"),
    IncidentState.MITIGATED: (Tone.HELD, "shield"),
    IncidentState.RESOLVED: (Tone.GOOD, "check"),
    IncidentState.CLOSED: (Tone.NEUTRAL, ""),
}


@dataclass(frozen=True, slots=True)
class NextUpdate:
    """The clock of the next update: when it is due, how long that is from now, and whether that has passed."""

    due: str
    left: str
    is_overdue: bool

    @property
    def short(self) -> str:
        """In a few words, for lists."""
        return _("update overdue") if self.is_overdue else _("update by %(time)s") % {"time": self.due}


def next_update(due: datetime | None, now: datetime) -> NextUpdate | None:
    """The clock at `now`; None where nobody waits for an update."""
    if due is None:
        return None
    if due <= now:
        late = _("overdue for %(time)s") % {"time": lasted(now - due)}
        return NextUpdate(clock(due, now), late, is_overdue=True)
    return NextUpdate(clock(due, now), _("in %(time)s") % {"time": lasted(due - now)}, is_overdue=False)


def clock(instant: datetime, now: datetime | None = None) -> str:
    """The time in Berlin: of today, and within half a day past midnight, the hour alone, else with its date."""
    present = now or timezone.now()
    wall = berlin_wall(instant)
    is_near = abs(instant - present) < timedelta(hours=12)
    return f"{wall:%H:%M}" if is_near or wall.date() == berlin_wall(present).date() else moment(instant)


def hour_of(instant: datetime) -> str:
    """Day of the week, date and time in Berlin: "Mon 23.11., 08:00"."""
    wall = berlin_wall(instant)
    return f"{date_format(wall, 'D')} {date_format(wall, 'SHORT_DATE_FORMAT')},\u00a0{wall:%H:%M}"


def lasted(length: timedelta) -> str:
    """A length of time, as exact as it matters: minutes, then hours and minutes, then days."""
    if length >= timedelta(days=2):
        return ngettext("%(count)s day", "%(count)s days", length.days) % {"count": length.days}
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}


def since(instant: datetime, now: datetime) -> str:
    """When it began, and how long ago: "14:05 (35 min)"."""
    return f"{clock(instant, now)} ({lasted(max(now - instant, timedelta()))})"


def state_badge(incident: Incident) -> SafeString:
    """How far it is."""
    tone, icon = _STATES[IncidentState(incident.state)]
    return badge(state_name(incident.state), tone, icon=icon)
