"""The picture of a lead's protection: a server-side SVG that stays readable, and the same in words.

    picture = render_timeline(Timeline(company=..., registered_at=..., ...), ident="lead-7")

The template puts all `picture.renderings` after each other, and the stylesheet shows the one that fits the frame.
"""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from leads.timeline.data import Activity, Handover, Hold, Reminder, ReminderState, Timeline
from leads.timeline.draw import draw
from leads.timeline.layout import FORMATS
from leads.timeline.legend import Entry, legend
from leads.timeline.scale import Scale, scale_of
from leads.timeline.words import sentences

__all__ = [
    "Activity",
    "Handover",
    "Hold",
    "Picture",
    "Reminder",
    "ReminderState",
    "Timeline",
    "render_timeline",
    "scale_of",
]


@dataclass(frozen=True, slots=True)
class Picture:
    """One timeline drawn for frames from 280, 640 and 960 pixels on, its legend and its words."""

    renderings: tuple[SafeString, ...]
    legend: list[Entry]
    sentences: list[str]


def render_timeline(timeline: Timeline, *, ident: str, scale: Scale | None = None) -> Picture:
    """Draw a timeline in the active language; dates are Europe/Berlin.

    `ident` must be unique on the page. Give two timelines the same `scale_of(before, after)` to compare them.
    """
    told = sentences(timeline)
    shared = scale or scale_of(timeline)
    description = " ".join(told)
    drawn = tuple(
        draw(timeline, shared, form, ident=f"{ident}-{form.name}", description=description) for form in FORMATS
    )
    return Picture(drawn, legend(timeline), told)
