"""What the signs of a picture mean; only those that occur in it."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.svg.elements import element
from leads.timeline.data import ReminderState, Timeline
from leads.timeline.holds import stops
from leads.timeline.texts import phase_name

Entry = tuple[SafeString, str]
_HATCHING = "M3 12 L8 4 M8 12 L13 4 M13 12 L16 7"


def legend(timeline: Timeline) -> list[Entry]:
    """Return (sign, meaning) pairs; a sign is a small SVG that the stylesheet colours like the picture."""
    entries = [(_swatch("rect", f"segment {phase} past"), phase_name(phase)) for phase, _start, _end in timeline.phases]
    if not timeline.expired:
        entries.append((_swatch("rect", "segment base ahead"), _("Still to come")))
    if stops(timeline):
        entries.append((_swatch("hatched", "hold-ground"), _("Clock stands")))
    return [*entries, *_marks(timeline)]


def _marks(timeline: Timeline) -> list[Entry]:
    kinds = [
        (any(each.counted for each in timeline.activities), "activity qualified counted", _("Moved the end")),
        (
            any(each.qualified and not each.counted for each in timeline.activities),
            "activity qualified",
            _("Qualified, moved nothing"),
        ),
        (any(not each.qualified for each in timeline.activities), "activity other", _("Other activity")),
    ]
    entries = [(_swatch("circle", name), meaning) for occurs, name, meaning in kinds if occurs]
    states = {each.state for each in timeline.reminders}
    known = [state for state in ReminderState if state in states]
    entries += [(_swatch("envelope", f"reminder {state}"), _reminder(state)) for state in known]
    if timeline.handovers:
        entries.append((_swatch("diamond", "handover"), _("Handover")))
    return entries


def _reminder(state: ReminderState) -> str:
    return {
        ReminderState.SCHEDULED: _("Reminder due"),
        ReminderState.SENT: _("Reminder sent"),
        ReminderState.CANCELLED: _("Reminder cancelled"),
        ReminderState.DEAD: _("Reminder not sent"),
    }[state]


def _swatch(shape: str, name: str) -> SafeString:
    rect = element("rect", {"class": name, "x": 0.5, "y": 3, "width": 17, "height": 10, "rx": 3})
    drawn = {
        "rect": rect,
        "hatched": element("g", None, rect, element("path", {"class": "hatch", "d": _HATCHING})),
        "circle": element("circle", {"class": name, "cx": 9, "cy": 8, "r": 3.5 if "other" in name else 5}),
        "envelope": element("g", {"class": name}, element("path", {"d": "M2 3h14v10h-14z M2 3l7 6 7 -6"})),
        "diamond": element("g", {"class": name}, element("path", {"d": "M9 2 L15 8 L9 14 L3 8 Z"})),
    }[shape]
    return element("svg", {"class": "sign", "width": 18, "height": 16, "aria-hidden": "true"}, drawn)
