"""The bar of the three phases, and the stretches in which the clock stood, cut out of it."""

from django.utils.safestring import SafeString

from core.svg.elements import at, element, percent
from leads.timeline import dates
from leads.timeline.data import Timeline
from leads.timeline.holds import Stop, stops
from leads.timeline.labels import Align
from leads.timeline.layout import BADGE, BAR, LANE, Layout, middle, range_text
from leads.timeline.scale import Scale
from leads.timeline.segments import Segment, segments
from leads.timeline.texts import period, phase_name

_HOLD_INSET = 5.0  # a hold is lower than the bar, so that the bar is seen to be interrupted
_NARROWEST_MARK = 3.0


def bar(timeline: Timeline, layout: Layout, scale: Scale) -> SafeString:
    """Return the running stretches, the phases' names in them, and the end that follows after expiry."""
    top = layout.bar_top
    parts = [_segment(each, top, scale) for each in segments(timeline)]
    names = [
        at(
            each.label.anchor,
            top + BAR / 2 + 4,
            element("text", {"class": f"phase-name {each.label.kind}", "x": 10}, each.label.text),
        )
        for each in layout.phase_labels
    ]
    return element("g", {"class": "bar"}, _ended(timeline, top, scale), *parts, *names)


def holds(timeline: Timeline, layout: Layout, scale: Scale, *, pattern: str) -> SafeString:
    """Return a hatched break for every hold, and its label or number above; `pattern` is the hatching's id."""
    parts = [_break(each, layout, scale, pattern) for each in stops(timeline)]
    return element("g", {"class": "holds"}, *parts, *_hold_labels(timeline, layout), *_hold_marks(layout, scale))


def _segment(segment: Segment, top: float, scale: Scale) -> SafeString:
    start = scale.share(segment.start)
    title = f"{phase_name(segment.phase)}: {dates.day(segment.start)} – {dates.day(segment.end)}"
    return element(
        "rect",
        {
            "class": f"segment {segment.phase} {'ahead' if segment.ahead else 'past'}",
            "x": percent(start),
            "width": percent(scale.share(segment.end) - start),
            "y": top,
            "height": BAR,
            "rx": 4,
        },
        element("title", None, title),
    )


def _ended(timeline: Timeline, top: float, scale: Scale) -> SafeString:
    """A thin line from expiry to today: protection is over."""
    if not timeline.expired:
        return SafeString("")
    y = top + BAR / 2
    ends = {"x1": percent(scale.share(timeline.expires_at)), "x2": percent(scale.share(timeline.now))}
    return element("line", {"class": "ended", **ends, "y1": y, "y2": y})


def _break(stop: Stop, layout: Layout, scale: Scale, pattern: str) -> SafeString:
    start, end = scale.share(stop.start), scale.share(stop.end)
    width = max(end - start, _NARROWEST_MARK / 640)
    box = {
        "x": percent(start),
        "width": percent(width),
        "y": layout.bar_top + _HOLD_INSET,
        "height": BAR - 2 * _HOLD_INSET,
        "rx": 3,
    }
    title = f"{stop.number}. {stop.hold.reason}: {period(stop)}"
    name = "hold open" if stop.is_open else "hold"
    return element(
        "g",
        {"class": name},
        element("title", None, title),
        element("rect", {"class": "hold-ground", **box}),
        element("rect", {"class": "hold-hatch", "fill": f"url(#{pattern})", **box}),
    )


def _hold_labels(timeline: Timeline, layout: Layout) -> list[SafeString]:
    parts = []
    numbers = {id(placed): stop.number for placed, stop in zip(layout.hold_labels, stops(timeline), strict=False)}
    for placed in layout.hold_labels:
        left = placed.align is Align.LEFT
        y = layout.bar_top - 12 - placed.lane * LANE
        text = {"class": "hold-label", "x": -BADGE + 8 if left else BADGE - 8, "y": 4, "text-anchor": placed.align}
        parts.append(
            at(
                placed.label.anchor,
                y,
                element("line", {"class": "leader", "x1": 0, "x2": 0, "y1": 0, "y2": layout.bar_top + 5 - y}),
                _badge(str(numbers[id(placed)]), 8.0),
                element("text", text, placed.label.text),
            )
        )
    return parts


def _hold_marks(layout: Layout, scale: Scale) -> list[SafeString]:
    parts = []
    y = layout.bar_top - 12
    for mark in layout.hold_marks:
        lines = [
            element(
                "line",
                {
                    "class": "leader",
                    "x1": percent(mark.share),
                    "x2": percent(middle(stop, scale)),
                    "y1": y,
                    "y2": layout.bar_top + 5,
                },
            )
            for stop in mark.items
        ]
        parts += [*lines, at(mark.share, y, _badge(range_text(mark.items), mark.half_width))]
    return parts


def _badge(text: str, half_width: float) -> SafeString:
    box = {"x": -half_width, "width": 2 * half_width, "y": -8, "height": 16, "rx": 8}
    return element(
        "g",
        {"class": "badge-mark"},
        element("rect", box),
        element("text", {"class": "count", "text-anchor": "middle", "y": 4}, text),
    )
