"""What happened, as marks under the bar: activities, reminders, handovers."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.svg.elements import at, element
from leads.timeline import dates
from leads.timeline.clusters import Cluster
from leads.timeline.data import Activity, Handover, Reminder, ReminderState
from leads.timeline.layout import BAR, Layout
from leads.timeline.texts import handover_text, reminder_text

_TITLES = 12  # more lines than that no tooltip shows
_ENVELOPE = "M-7 -5h14v10h-14z M-7 -5l7 6 7 -6"
# The worst state of a group is the one to be seen.
_BY_WEIGHT = (ReminderState.DEAD, ReminderState.SCHEDULED, ReminderState.SENT, ReminderState.CANCELLED)


def activities(layout: Layout) -> SafeString:
    """Return dots for activities, with a count where several share a place; kinds that never count lie below."""
    dots = [
        *(_activity(each, layout.qualified_y, "qualified") for each in layout.qualified),
        *(_activity(each, layout.others_y, "other") for each in layout.others),
    ]
    return element("g", {"class": "activities"}, *dots)


def reminders(layout: Layout) -> SafeString:
    """Return an envelope for each reminder, its class telling what became of it."""
    return element("g", {"class": "reminders"}, *(_reminder(each, layout.reminders_y) for each in layout.reminders))


def handovers(layout: Layout) -> SafeString:
    """Return a mark on the bar's upper edge for each handover."""
    return element("g", {"class": "handovers"}, *(_handover(each, layout) for each in layout.handovers))


def _activity(group: Cluster[Activity], y: float, row: str) -> SafeString:
    counted = any(each.counted for each in group.items)
    name = f"activity {row} counted" if counted else f"activity {row}"
    title = _title([f"{dates.moment(each.occurred_at)} {each.kind}" for each in group.items])
    if len(group.items) == 1:
        return at(group.share, y, element("circle", {"class": name, "r": 5 if row == "qualified" else 3.5}, title))
    return at(group.share, y, element("g", {"class": name}, title, *_pill(group.half_width, len(group.items))))


def _reminder(group: Cluster[Reminder], y: float) -> SafeString:
    state = next(state for state in _BY_WEIGHT if any(each.state is state for each in group.items))
    count = len(group.items)
    shift = 0.0 if count == 1 else -group.half_width / 2
    envelope = element("path", {"d": _ENVELOPE, "transform": f"translate({shift:g} 0)"})
    parts = [_title([reminder_text(each) for each in group.items]), envelope]
    if count > 1:
        parts.append(element("text", {"class": "count", "x": shift + 10, "y": 4}, count))
    return at(group.share, y, element("g", {"class": f"reminder {state}"}, *parts))


def _handover(group: Cluster[Handover], layout: Layout) -> SafeString:
    title = _title([handover_text(each) for each in group.items])
    diamond = element("path", {"d": "M0 -6 L6 0 L0 6 L-6 0 Z"})
    return at(group.share, layout.bar_top + BAR, element("g", {"class": "handover"}, title, diamond))


def _pill(half_width: float, count: int) -> list[SafeString]:
    return [
        element("rect", {"x": -half_width, "width": 2 * half_width, "y": -8, "height": 16, "rx": 8}),
        element("text", {"class": "count", "text-anchor": "middle", "y": 4}, count),
    ]


def _title(lines: Sequence[str]) -> SafeString:
    more = [_("… and %(count)d more") % {"count": len(lines) - _TITLES}] if len(lines) > _TITLES else []
    return element("title", None, "\n".join([*lines[:_TITLES], *more]))
