"""Writing the holds of rules: many at once, with their events."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import pghistory

from leads.models import RuleHold
from leads.services.database import call, count
from leads.services.debts.desired import DesiredHold

T = TypeVar("T")
NOT_OWED = "Nothing was owed then."


@dataclass(frozen=True, slots=True)
class Change:
    """A hold of a rule, and what it shall be."""

    present: RuleHold
    wanted: DesiredHold

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to write, be it only that the rules want what somebody else wrote."""
        hold = self.present.hold
        written = (self.present.start_at, self.present.end_at)
        return written != (hold.start_at, hold.end_at) or self.target != DesiredHold(
            hold.start_at, hold.end_at, hold.reason_code, hold.reason, hold.user_id or 0
        )

    @property
    def target(self) -> DesiredHold:
        """The hold as it shall be; words that somebody else wrote stay."""
        hold = self.present.hold
        if hold.reason == self.present.reason:
            return self.wanted
        return replace(self.wanted, reason=hold.reason, reason_code=hold.reason_code)

    @property
    def common(self) -> DesiredHold:
        """What the hold as it is and as it shall be have in common."""
        hold, target = self.present.hold, self.target
        start = max(hold.start_at, target.start_at)
        end = min((end for end in (hold.end_at, target.end_at) if end is not None), default=None)
        return replace(target, start_at=start, end_at=None if end is None else max(start, end))

    @property
    def shrinks(self) -> bool:
        """Whether the hold loses time, at its beginning or its end."""
        hold, common = self.present.hold, self.common
        return (common.start_at, common.end_at) != (hold.start_at, hold.end_at)

    @property
    def event_type(self) -> str | None:
        """How the change is told; None where no time changes."""
        hold, wanted = self.present.hold, self.wanted
        if (hold.start_at, hold.end_at) == (wanted.start_at, wanted.end_at):
            return None
        is_release = hold.start_at == wanted.start_at and hold.end_at is None
        return "lead.hold.released" if is_release else "lead.hold.corrected"


@dataclass(slots=True)
class HoldChanges:
    """What is to be written: holds to void, to change, and to place, each of these with its lead's id."""

    void: list[RuleHold] = field(default_factory=list)
    change: list[Change] = field(default_factory=list)
    place: list[tuple[int, DesiredHold]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.void) + len(self.change) + len(self.place)


def write_holds(changes: HoldChanges) -> None:
    """Write the changes and record their events. The caller holds the locks of the leads."""
    told: list[tuple[str, int]] = []
    # In this order no hold ever lies over another one: first what goes, then what shrinks, then what grows.
    for removed in _by_rule(changes.void, lambda each: each.hold.reason_code):
        ids = [each.pk for each in removed]
        count("void_rule_holds", p_hold_ids=ids, p_why=NOT_OWED)
        told += [("lead.hold.voided", pk) for pk in ids]
    for group in _by_rule([each for each in changes.change if each.shrinks], lambda each: each.target.reason_code):
        _change((each.present.pk, each.common) for each in group)
    grown = [each for each in changes.change if not each.shrinks or each.common != each.target]
    for group in _by_rule(grown, lambda each: each.target.reason_code):
        _change((each.present.pk, each.target) for each in group)
    told += [(each.event_type, each.present.pk) for each in changes.change if each.event_type]
    for placed in _by_rule(changes.place, lambda each: each[1].reason_code):
        told += [("lead.hold.created", pk) for pk in _place(placed)]
    if told:
        count("record_rule_hold_events", p_event_types=[each for each, _ in told], p_hold_ids=[pk for _, pk in told])


def _by_rule(rows: Iterable[T], code_of: Callable[[T], str]) -> Iterator[list[T]]:
    """The rows of each rule, inside a context that names it for the history."""
    groups: dict[str, list[T]] = {}
    for row in rows:
        groups.setdefault(code_of(row), []).append(row)
    for code in sorted(groups):
        with pghistory.context(source="rule", rule=code):
            yield groups[code]


def _place(rows: list[tuple[int, DesiredHold]]) -> list[int]:
    lead_ids = [lead_id for lead_id, _ in rows]
    return [pk for (pk,) in call("place_rule_holds", p_lead_ids=lead_ids, **_columns([hold for _, hold in rows]))]


def _change(rows: Iterable[tuple[int, DesiredHold]]) -> None:
    targets = dict(rows)
    count("change_rule_holds", p_hold_ids=list(targets), **_columns(list(targets.values())))


def _columns(holds: list[DesiredHold]) -> dict[str, list[Any]]:
    return {
        "p_user_ids": [hold.user_id for hold in holds],
        "p_reason_codes": [hold.reason_code for hold in holds],
        "p_reasons": [hold.reason for hold in holds],
        "p_starts": [hold.start_at for hold in holds],
        "p_ends": [hold.end_at for hold in holds],
    }
