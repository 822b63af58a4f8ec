"""Which holds the debts of a lead call for. No database in here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import override

from leads.clock import ActivityFact, HoldFact, Lengths, Verdict, clock_at
from leads.models import DebtKind, LeadStatus
from leads.services.debts.spells import Spell

# Clocks of two machines differ; the database forgives as much.
TOLERANCE = timedelta(seconds=55)


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` until `end` (None: open); aware instants."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class DesiredHold:
    """A hold that the rules want."""

    start_at: datetime
    end_at: datetime | None
    reason_code: str
    reason: str
    user_id: int


@dataclass(frozen=True, slots=True)
class Protection:
    """What the clock is made of beside holds: the present start and lengths, and the qualified activities."""

    started_at: datetime
    lengths: Lengths
    activities: tuple[ActivityFact, ...]


@dataclass(frozen=True, slots=True)
class LeadHistory:
    """Who held a lead (from, user), and its status (from, status), each oldest first; and its protection, if any."""

    owners: tuple[tuple[datetime, int], ...]
    statuses: tuple[tuple[datetime, str], ...]
    protection: Protection | None


def desired_holds(
    spells: Iterable[Spell],
    others: Sequence[Interval],
    history: LeadHistory,
    reason_codes: dict[str, str],
    now: datetime,
) -> list[DesiredHold]:
    """The holds that debts call for beside the `others`, which people placed; oldest first.

    A clock stands while at least one debt is open. Not for what would begin at or after expiry, or in the future: that
    comes when it is time. `reason_codes`: of each kind's rule.
    """
    if history.protection is None:
        return []
    stopping = [(spell, span) for spell in spells if (span := _span(spell, history.statuses)) is not None]
    pieces = [piece for whole in _united([span for _, span in stopping]) for piece in _without(whole, others)]
    begun = [piece for piece in pieces if piece.start <= now + TOLERANCE]
    effective = _before_expiry(begun, others, history.protection, now)
    return [_hold(piece, stopping, history, reason_codes) for piece in effective]


def _span(spell: Spell, statuses: Sequence[tuple[datetime, str]]) -> Interval | None:
    """When a debt stops the clock: from when it is owed and counts, or from when the lead is open again."""
    start = spell.counts_from
    if start is None:
        return None
    before = [status for at, status in statuses if at <= start]
    if before and before[-1] != LeadStatus.OPEN:
        reopened = [at for at, status in statuses if at > start and status == LeadStatus.OPEN]
        if not reopened:
            return None
        start = reopened[0]
    end = spell.stops_until
    return Interval(start, end) if end is None or end > start else None


def _united(spans: Iterable[Interval]) -> list[Interval]:
    united: list[Interval] = []
    for span in sorted(spans, key=lambda span: span.start):
        last = united[-1] if united else None
        if last is None or (last.end is not None and last.end < span.start):
            united.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            united[-1] = Interval(last.start, span.end)
    return united


def _without(whole: Interval, others: Sequence[Interval]) -> list[Interval]:
    pieces, start = [], whole.start
    for other in sorted(others, key=lambda other: other.start):
        if other.end == other.start or (other.end is not None and other.end <= start):
            continue
        if whole.end is not None and other.start >= whole.end:
            break
        if other.start > start:
            pieces.append(Interval(start, other.start))
        if other.end is None or (whole.end is not None and other.end >= whole.end):
            return pieces
        start = other.end
    return [*pieces, Interval(start, whole.end)]


def _before_expiry(
    pieces: list[Interval], others: Sequence[Interval], protection: Protection, now: datetime
) -> list[Interval]:
    if not pieces:
        return []
    facts = {HoldFact(each.start, each.end, number): each for number, each in enumerate([*pieces, *others])}
    verdicts = clock_at(
        now + 2 * TOLERANCE,
        started_at=protection.started_at,
        lengths=protection.lengths,
        holds=facts,
        activities=protection.activities,
    ).holds
    return [each for fact, each in facts.items() if fact.id < len(pieces) and verdicts[fact] is not Verdict.TOO_LATE]


def _hold(
    piece: Interval, stopping: list[tuple[Spell, Interval]], history: LeadHistory, reason_codes: dict[str, str]
) -> DesiredHold:
    owed = sorted(
        (spell for spell, span in stopping if _overlap(span, piece)),
        key=lambda spell: (spell.owed_since, spell.kind, spell.reference),
    )
    holders = [user_id for since, user_id in history.owners if since <= piece.start]
    return DesiredHold(
        piece.start,
        piece.end,
        reason_codes[owed[0].kind],
        _reason(owed),
        holders[-1] if holders else history.owners[0][1],
    )


def _overlap(one: Interval, other: Interval) -> bool:
    return (one.end is None or one.end > other.start) and (other.end is None or other.end > one.start)


def _reason(owed: Sequence[Spell]) -> str:
    """The debts by name, in the language of the house: the same, whichever process writes it."""
    with override(settings.LANGUAGE_CODE):
        named = dict.fromkeys(f"{DebtKind(spell.kind).label} {spell.reference}".strip() for spell in owed)
        text = ", ".join(named)
    return text if len(text) <= 255 else f"{text[:254]}…"
