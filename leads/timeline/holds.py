"""Which holds stopped the clock, and for which stretch: the others are told in words, but not drawn."""

from dataclasses import dataclass
from datetime import datetime

from leads.timeline.data import Hold, Timeline


@dataclass(frozen=True, slots=True)
class Stop:
    """One stretch during which the clock stood; `number` is the same in the picture and in the words beside it."""

    number: int
    start: datetime
    end: datetime
    hold: Hold

    @property
    def is_open(self) -> bool:
        return self.hold.end_at is None


def stops(timeline: Timeline) -> tuple[Stop, ...]:
    """Return the holds that had an effect, oldest first: clipped to the registration, an open one up to now."""
    effective: list[Stop] = []
    for hold in sorted(timeline.holds, key=lambda each: each.start_at):
        start = max(hold.start_at, timeline.registered_at)
        end = hold.end_at if hold.end_at is not None else max(timeline.now, start)
        if end > start and start < timeline.expires_at:
            effective.append(Stop(len(effective) + 1, start, end, hold))
    return tuple(effective)


def without_effect(timeline: Timeline) -> int:
    """Return how many holds lie wholly before the registration or begin at or after expiry."""
    return len(timeline.holds) - len(stops(timeline))
