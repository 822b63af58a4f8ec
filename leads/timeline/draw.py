"""One rendering of the timeline: the SVG as a whole, its axis and its dated flags."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.svg.elements import at, element, percent
from core.svg.metrics import text_width
from leads.timeline import dates, draw_bar, draw_marks
from leads.timeline.data import Timeline
from leads.timeline.layout import LANE, Format, Layout, layout_of
from leads.timeline.scale import TICK_SIZE, Scale, ticks


def draw(timeline: Timeline, scale: Scale, form: Format, *, ident: str, description: str) -> SafeString:
    """Return the SVG in one format. `ident` must be unique on the page; `description` is for those who do not see."""
    layout = layout_of(timeline, scale, form)
    title = _("Protection of %(company)s from %(start)s to %(end)s") % {
        "company": timeline.company,
        "start": dates.day(timeline.registered_at),
        "end": dates.day(timeline.expires_at),
    }
    return element(
        "svg",
        {
            "class": f"timeline-picture {form.name}",
            "width": "100%",
            "height": layout.height,
            "role": "img",
            "aria-labelledby": f"{ident}-title {ident}-desc",
        },
        element("title", {"id": f"{ident}-title"}, title),
        element("desc", {"id": f"{ident}-desc"}, description),
        _hatching(f"{ident}-hatch"),
        _axis(layout, scale, form),
        _flag_lines(layout),
        draw_bar.bar(timeline, layout, scale),
        draw_bar.holds(timeline, layout, scale, pattern=f"{ident}-hatch"),
        _now(timeline, layout, scale),
        draw_marks.activities(layout),
        draw_marks.reminders(layout),
        draw_marks.handovers(layout),
        _flags(layout),
    )


def _hatching(ident: str) -> SafeString:
    size = {"width": 6, "height": 6, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    return element(
        "defs",
        None,
        element(
            "pattern",
            {"id": ident, **size},
            element("line", {"class": "hatch", "x1": 0, "x2": 0, "y1": 0, "y2": 6}),
        ),
    )


def _axis(layout: Layout, scale: Scale, form: Format) -> SafeString:
    y = layout.axis_y
    parts = [element("line", {"class": "axis", "x1": 0, "x2": "100%", "y1": y, "y2": y})]
    for tick in ticks(scale, form.narrowest):
        name = "tick major" if tick.major else "tick"
        line = {"class": name, "x1": percent(tick.share), "x2": percent(tick.share), "y1": layout.bar_top, "y2": y + 5}
        parts.append(element("line", line))
        room = (1 - tick.share) * form.narrowest
        for text, line_y, kind in ((tick.label, y + 16, "tick-label"), (tick.major, y + 31, "tick-label major")):
            if text and 3 + text_width(text, TICK_SIZE, bold=True) <= room:
                parts.append(at(tick.share, line_y, element("text", {"class": kind, "x": 3}, text)))
    return element("g", {"class": "axis-group"}, *parts)


def _flag_lines(layout: Layout) -> SafeString:
    """Lines from the bar to the dates under it; drawn first, so that bar and marks lie on top."""
    lines = [
        element(
            "line",
            {
                "class": f"flag-line {placed.label.kind}",
                "x1": percent(placed.label.anchor),
                "x2": percent(placed.label.anchor),
                "y1": layout.bar_top - 3,
                "y2": layout.flags_y + placed.lane * LANE - 11,
            },
        )
        for placed in layout.flags
    ]
    return element("g", {"class": "flag-lines"}, *lines)


def _now(timeline: Timeline, layout: Layout, scale: Scale) -> SafeString:
    place = percent(scale.share(timeline.now))
    return element(
        "line",
        {"class": "now-line", "x1": place, "x2": place, "y1": layout.bar_top - 5, "y2": layout.qualified_y - 8},
    )


def _flags(layout: Layout) -> SafeString:
    texts = [
        at(
            placed.label.anchor,
            layout.flags_y + placed.lane * LANE,
            element(
                "text",
                {
                    "class": f"flag {placed.label.kind}",
                    "x": {"start": 4, "end": -4, "middle": 0}[placed.align],
                    "text-anchor": placed.align,
                },
                placed.label.text,
            ),
        )
        for placed in layout.flags
    ]
    return element("g", {"class": "flags"}, *texts)
