"""The clock in Python, with its working shown: how a date came about, fact by fact.

The database defines the clock (leads/sql/lead_clock); this says the same and keeps the steps, for the lead page. The
tests hold the two, and a third model, against each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from core.walltime import add_months, berlin_instant, berlin_wall, next_eight
from leads.protection import Phase, State

NONE = timedelta(0)


class Verdict(StrEnum):
    """What became of a fact."""

    COUNTS = "COUNTS"  # a hold that stopped the clock; an activity that restarted the follow-up window
    OVERTAKEN = "OVERTAKEN"  # an activity that counted, until a later one restarted the window again
    IN_BASE = "IN_BASE"  # an activity inside the base period: changes nothing
    TOO_LATE = "TOO_LATE"  # after protection had ended: a hold never resurrects, a broken chain is never mended
    BEFORE_START = "BEFORE_START"  # before this protection began
    NO_LENGTH = "NO_LENGTH"  # a hold that ends when it starts: it covers no time, wherever it lies


@dataclass(frozen=True, slots=True)
class Lengths:
    """The lengths of a protection policy."""

    months: int = 6
    follow_up_days: int = 60
    grace_days: int = 10

    @property
    def window(self) -> timedelta:
        return timedelta(days=self.follow_up_days + self.grace_days)


@dataclass(frozen=True, slots=True)
class HoldFact:
    """A hold as recorded; aware instants, `end_at` None while it is open."""

    start_at: datetime
    end_at: datetime | None = None
    id: int = 0

    @property
    def has_no_length(self) -> bool:
        return self.end_at == self.start_at


@dataclass(frozen=True, slots=True)
class ActivityFact:
    """A qualified activity; aware instant."""

    occurred_at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class _Span:
    """A hold in running time: its start `r`, and how much it takes off the wall clock."""

    fact: HoldFact
    since: datetime
    since_wall: datetime
    length: timedelta
    r: datetime

    def held_before(self, instant: datetime) -> timedelta:
        end = instant if self.fact.end_at is None else min(self.fact.end_at, instant)
        return max(berlin_wall(end) - self.since_wall, NONE) if self.since < instant else NONE


@dataclass(frozen=True, slots=True)
class Clock:
    """A lead's clock at one instant (names as in the view), and what each fact did to it. Instants are UTC."""

    started_at: datetime
    base_ends_at: datetime
    grace_starts_at: datetime
    protection_expires_at: datetime
    state: State
    phase: Phase
    clock_stopped: bool
    stopped_since: datetime | None
    stopped_until: datetime | None
    remaining: timedelta
    reminder_due_at: datetime | None
    held: timedelta
    holds: dict[HoldFact, Verdict] = field(default_factory=dict)
    activities: dict[ActivityFact, Verdict] = field(default_factory=dict)


def clock_at(
    at: datetime,
    *,
    started_at: datetime,
    lengths: Lengths,
    holds: Iterable[HoldFact] = (),
    activities: Iterable[ActivityFact] = (),
) -> Clock:
    """The clock at `at` from facts that have not been voided; facts after `at` are left out. All instants are aware."""
    known = sorted((hold for hold in holds if hold.start_at <= at), key=lambda hold: hold.start_at)
    done = sorted((act for act in activities if act.occurred_at <= at), key=lambda act: (act.occurred_at, act.id))
    spans = _spans(known, started_at, at)

    base = add_months(berlin_wall(started_at), lengths.months)
    anchor, verdicts = _anchor(done, spans, base, started_at, lengths)
    grace = anchor + timedelta(days=lengths.follow_up_days)
    expiry = anchor + lengths.window

    effective = [span for span in spans if span.r < expiry]
    base_at, grace_at, expires_at = (
        berlin_instant(boundary + sum((span.length for span in spans if span.r < boundary), NONE))
        for boundary in (base, grace, expiry)
    )
    last = effective[-1] if effective else None
    protected = at < expires_at
    stopped = last is not None and (last.fact.end_at is None or at < last.fact.end_at) and protected
    running = berlin_wall(at) - sum((span.held_before(at) for span in spans), NONE)
    return Clock(
        started_at=started_at,
        base_ends_at=base_at,
        grace_starts_at=grace_at,
        protection_expires_at=expires_at,
        state=State.PROTECTED if protected else State.EXPIRED,
        phase=_phase(at, base_at, grace_at, expires_at),
        clock_stopped=stopped,
        stopped_since=last.since if stopped and last else None,
        stopped_until=last.fact.end_at if stopped and last else None,
        remaining=max(expiry - running, NONE) if protected else NONE,
        reminder_due_at=None if stopped else _reminder_due(grace_at, last),
        held=sum((span.length for span in effective), NONE),
        holds={hold: _hold_verdict(hold, spans, effective) for hold in known},
        activities=verdicts,
    )


def _spans(holds: list[HoldFact], started_at: datetime, at: datetime) -> list[_Span]:
    spans: list[_Span] = []
    held = NONE
    for hold in holds:
        if hold.has_no_length or (hold.end_at is not None and hold.end_at <= started_at):
            continue
        since = max(hold.start_at, started_at)
        since_wall = berlin_wall(since)
        length = max(berlin_wall(hold.end_at if hold.end_at is not None else at) - since_wall, NONE)
        spans.append(_Span(hold, since, since_wall, length, since_wall - held))
        held += length
    return spans


def _anchor(
    activities: list[ActivityFact], spans: list[_Span], base: datetime, started_at: datetime, lengths: Lengths
) -> tuple[datetime, dict[ActivityFact, Verdict]]:
    """The running time from which the 60 + 10 days count, and what each activity did."""
    anchor, broken = base, False
    verdicts: dict[ActivityFact, Verdict] = {}
    for act in activities:
        r = berlin_wall(act.occurred_at) - sum((span.held_before(act.occurred_at) for span in spans), NONE)
        broken = broken or r >= anchor + lengths.window
        if broken:
            verdicts[act] = Verdict.TOO_LATE
        elif act.occurred_at < started_at:
            verdicts[act] = Verdict.BEFORE_START
        elif r <= base:
            verdicts[act] = Verdict.IN_BASE
        else:
            verdicts = {key: Verdict.OVERTAKEN if v is Verdict.COUNTS else v for key, v in verdicts.items()}
            verdicts[act] = Verdict.COUNTS
            anchor = max(anchor, r)
    return anchor, verdicts


def _phase(at: datetime, base: datetime, grace: datetime, expires: datetime) -> Phase:
    if at >= expires:
        return Phase.EXPIRED
    if at >= grace:
        return Phase.GRACE
    return Phase.FOLLOW_UP if at >= base else Phase.BASE


def _reminder_due(grace_at: datetime, last: _Span | None) -> datetime | None:
    if last is not None and last.fact.end_at is None:
        return None
    if last is not None and last.since >= grace_at:
        return last.fact.end_at
    return next_eight(grace_at)


def _hold_verdict(hold: HoldFact, spans: list[_Span], effective: list[_Span]) -> Verdict:
    if hold.has_no_length:
        return Verdict.NO_LENGTH
    if any(span.fact is hold for span in effective):
        return Verdict.COUNTS
    return Verdict.TOO_LATE if any(span.fact is hold for span in spans) else Verdict.BEFORE_START
