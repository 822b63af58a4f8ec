"""The bar: the three phases, interrupted where the clock stood, and split at now into what was and what is to come."""

from dataclasses import dataclass
from datetime import datetime

from leads.timeline.data import Phase, Timeline
from leads.timeline.holds import Stop, stops


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a phase in which the clock ran, or will run (`ahead`)."""

    phase: Phase
    start: datetime
    end: datetime
    ahead: bool


def segments(timeline: Timeline) -> tuple[Segment, ...]:
    """Return the running stretches in order; nothing of them lies within a hold."""
    running: list[Segment] = []
    for phase, start, end in timeline.phases:
        for part_start, part_end in _without(start, end, stops(timeline)):
            running.extend(_split(phase, part_start, part_end, timeline.now))
    return tuple(running)


def _without(start: datetime, end: datetime, held: tuple[Stop, ...]) -> list[tuple[datetime, datetime]]:
    free, at = [], start
    for stop in held:
        if stop.end <= at or stop.start >= end:
            continue
        if stop.start > at:
            free.append((at, stop.start))
        at = stop.end
    if at < end:
        free.append((at, end))
    return free


def _split(phase: Phase, start: datetime, end: datetime, now: datetime) -> list[Segment]:
    if now <= start or now >= end:
        return [Segment(phase, start, end, ahead=now <= start)]
    return [Segment(phase, start, now, ahead=False), Segment(phase, now, end, ahead=True)]
