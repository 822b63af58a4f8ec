"""Where everything in the picture goes: rows from top to bottom, places from left to right."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.svg.metrics import shorten, text_width
from leads.timeline import dates
from leads.timeline.clusters import Cluster, cluster
from leads.timeline.data import Activity, Handover, Phase, Reminder, Timeline
from leads.timeline.holds import Stop, stops
from leads.timeline.labels import Align, Label, Placed, lanes_of, place_all, place_more, place_row, placed_at
from leads.timeline.scale import Scale
from leads.timeline.segments import Segment, segments
from leads.timeline.texts import phase_name

LABEL_SIZE, COUNT_SIZE = 12.0, 10.5
BADGE = 22.0  # a hold's number and the space to its text
LANE, BAR, ROW = 20.0, 30.0, 20.0
_HOLD_LANES, _FLAG_LANES = 5, 3
_DOT = 5.0


@dataclass(frozen=True, slots=True)
class Format:
    """One rendering: laid out for `narrowest` pixels, good for every greater width; `roomy` allows longer texts."""

    name: str
    narrowest: float
    roomy: bool


NARROW = Format("narrow", 280.0, roomy=False)
MEDIUM = Format("medium", 640.0, roomy=True)
WIDE = Format("wide", 960.0, roomy=True)
FORMATS = (NARROW, MEDIUM, WIDE)


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything placed. `hold_labels` name the holds; where there are too many, `hold_marks` number them instead."""

    hold_labels: tuple[Placed, ...]
    hold_marks: tuple[Cluster[Stop], ...]
    phase_labels: tuple[Placed, ...]
    qualified: tuple[Cluster[Activity], ...]
    others: tuple[Cluster[Activity], ...]
    reminders: tuple[Cluster[Reminder], ...]
    handovers: tuple[Cluster[Handover], ...]
    flags: tuple[Placed, ...]

    @property
    def bar_top(self) -> float:
        return max(lanes_of(self.hold_labels), 1 if self.hold_marks else 0) * LANE + 6

    @property
    def qualified_y(self) -> float:
        return self.bar_top + BAR + ROW * 0.8

    @property
    def others_y(self) -> float:
        return self.qualified_y + (ROW if self.qualified else 0)

    @property
    def reminders_y(self) -> float:
        return self.others_y + (ROW if self.others else 0)

    @property
    def flags_y(self) -> float:
        """The base line of the nearest lane of flags."""
        return self.reminders_y + (ROW if self.reminders else 0) + 6

    @property
    def axis_y(self) -> float:
        return self.flags_y + lanes_of(self.flags) * LANE - 8

    @property
    def height(self) -> float:
        return self.axis_y + 36


def layout_of(timeline: Timeline, scale: Scale, form: Format) -> Layout:
    """Place all labels and marks of the timeline on the scale, for one format."""
    width = form.narrowest
    held = stops(timeline)
    hold_labels = _hold_labels(held, scale, form)
    required = place_all(_required_flags(timeline, scale, form), width=width, lanes=_FLAG_LANES)
    marks = cluster(held, share=lambda stop: middle(stop, scale), half_width=_range_width, width=width)
    shown = [activity for activity in timeline.activities if scale.shows(activity.occurred_at)]
    return Layout(
        hold_labels=hold_labels,
        hold_marks=() if hold_labels else marks,
        phase_labels=_phase_labels(segments(timeline), scale, width),
        qualified=_activities([each for each in shown if each.qualified], scale, width),
        others=_activities([each for each in shown if not each.qualified], scale, width),
        reminders=cluster(
            [each for each in timeline.reminders if scale.shows(each.due_at)],
            share=lambda each: scale.share(each.sent_at or each.due_at),
            half_width=lambda items: 8.0 if len(items) == 1 else 8.0 + _count_width(len(items)),
            width=width,
        ),
        handovers=cluster(
            [each for each in timeline.handovers if scale.shows(each.at)],
            share=lambda each: scale.share(each.at),
            half_width=lambda _: 8.0,
            width=width,
        ),
        flags=place_more(_other_flags(timeline, scale, form), required, width=width, lanes=_FLAG_LANES),
    )


def middle(stop: Stop, scale: Scale) -> float:
    """Return the place in the middle of a hold's visible part."""
    return (scale.share(stop.start) + scale.share(stop.end)) / 2


def range_text(items: Sequence[Stop]) -> str:
    """Return the numbers of neighbouring holds, e.g. "4" or "4–9"."""
    numbers = [stop.number for stop in items]
    return str(numbers[0]) if len(numbers) == 1 else f"{min(numbers)}–{max(numbers)}"


def _range_width(items: tuple[Stop, ...]) -> float:
    return max(text_width(range_text(items), COUNT_SIZE, bold=True) / 2 + 5, 9.0)


def _count_width(count: int) -> float:
    return text_width(str(count), COUNT_SIZE, bold=True) / 2 + 5


def _activities(items: Sequence[Activity], scale: Scale, width: float) -> tuple[Cluster[Activity], ...]:
    return cluster(
        items,
        share=lambda activity: scale.share(activity.occurred_at),
        half_width=lambda group: _DOT if len(group) == 1 else max(_count_width(len(group)), _DOT + 3),
        width=width,
    )


def _label(anchor: float, text: str, kind: str, sides: tuple[Align, ...], *, bold: bool = False) -> Label:
    return Label(anchor, text, text_width(text, LABEL_SIZE, bold=bold), kind, sides)


def _hold_labels(held: Sequence[Stop], scale: Scale, form: Format) -> tuple[Placed, ...]:
    """Name every hold in the longest way that fits; empty where not even the shortest does."""
    wordings = [(160.0, True), (160.0, False), (90.0, False)] if form.roomy else [(110.0, False), (70.0, False)]
    for room, with_length in wordings:
        labels = [_hold_label(stop, scale, room, with_length=with_length) for stop in held]
        placed = place_row(labels, width=form.narrowest, lanes=_HOLD_LANES)
        if placed:
            return placed
    return ()


def _hold_label(stop: Stop, scale: Scale, room: float, *, with_length: bool) -> Label:
    text = shorten(stop.hold.reason, room, LABEL_SIZE, bold=True)
    if with_length:
        text = f"{text} · {dates.length(stop.start, stop.end)}"
    width = text_width(text, LABEL_SIZE, bold=True) + BADGE
    return Label(middle(stop, scale), text, width, "hold", (Align.RIGHT, Align.LEFT))


def _phase_labels(running: Sequence[Segment], scale: Scale, width: float) -> tuple[Placed, ...]:
    """Name each phase inside its longest stretch, if it fits; the legend names them anyway."""
    found: list[Placed] = []
    for phase in Phase:
        stretches = [each for each in running if each.phase is phase]
        if not stretches:
            continue
        longest = max(stretches, key=lambda each: each.end - each.start)
        kind = f"{phase} ahead" if longest.ahead else f"{phase} past"
        label = _label(scale.share(longest.start), phase_name(phase), kind, (Align.RIGHT,), bold=True)
        room = (scale.share(longest.end) - label.anchor) * width
        if label.width + 18 <= room:
            found.append(placed_at(label, 0, Align.RIGHT))
    return tuple(found)


def _required_flags(timeline: Timeline, scale: Scale, form: Format) -> list[Label]:
    day, moment = dates.day(timeline.expires_at), dates.moment(timeline.expires_at)
    ended = _("Expired %(date)s") if timeline.expired else _("Protected until %(date)s")
    end = ended % {"date": moment} if form.roomy else day
    now = _("Today") if scale.shows(timeline.now) else _("Today →")
    end_sides, now_sides = (Align.CENTRE, Align.LEFT, Align.RIGHT), (Align.CENTRE, Align.RIGHT, Align.LEFT)
    return [
        _label(scale.share(timeline.expires_at), end, "expiry", end_sides, bold=True),
        _label(scale.share(timeline.now), now, "now", now_sides, bold=True),
    ]


def _other_flags(timeline: Timeline, scale: Scale, form: Format) -> list[Label]:
    registered = dates.day(timeline.registered_at)
    text = _("Registered %(date)s") % {"date": registered} if form.roomy else registered
    flags = [_label(scale.share(timeline.registered_at), text, "registered", (Align.RIGHT,))]
    for handover in sorted(timeline.handovers, key=lambda each: each.at, reverse=True):
        if scale.shows(handover.at):
            name = shorten(handover.to_user, 150 if form.roomy else 90, LABEL_SIZE)
            flags.append(_label(scale.share(handover.at), f"→ {name}", "handover", (Align.RIGHT, Align.LEFT)))
    boundaries = ((timeline.base_ends_at, "boundary"), (timeline.grace_starts_at, "boundary"))
    flags += [
        _label(scale.share(instant), dates.short_day(instant), kind, (Align.CENTRE, Align.RIGHT, Align.LEFT))
        for instant, kind in boundaries
        if timeline.registered_at < instant < timeline.expires_at
    ]
    return flags
