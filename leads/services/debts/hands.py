"""What people did to holds that rules had placed: released, voided, corrected."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from leads.models import DebtDrop, RuleHold
from leads.services.debts.desired import DesiredHold
from leads.services.debts.spells import Drop
from leads.services.debts.state import LeadState


@dataclass(frozen=True, slots=True)
class Changed:
    """A hold that somebody changed, and what that drops. `ownership_id`: a handover did it."""

    rule_hold: RuleHold
    drop: Drop
    ownership_id: int | None = None
    taken_over: bool = False


def changed_by_hand(state: LeadState, desired: Iterable[DesiredHold], now: datetime) -> list[Changed]:
    """The holds that are neither as the rules wrote them nor as they want them."""
    wanted = {(hold.start_at, hold.end_at) for hold in desired}
    return [
        _judge(each, state, now)
        for each in state.by_rule
        if each.hold.voided_at is not None
        or (each.hold.start_at, each.hold.end_at) not in {(each.start_at, each.end_at), *wanted}
    ]


def note_changes(found: Iterable[Changed]) -> None:
    """Keep what people decided: what they dropped, and which holds are theirs from now on."""
    changes = list(found)
    DebtDrop.objects.bulk_create(
        [
            DebtDrop(
                lead_id=each.rule_hold.lead_id,
                from_at=each.drop.from_at,
                until_at=each.drop.until_at,
                ownership_id=each.ownership_id,
            )
            for each in changes
        ],
        # The handover may have been noted already.
        ignore_conflicts=True,
    )
    RuleHold.objects.filter(pk__in=[each.rule_hold.pk for each in changes if each.taken_over]).update(taken_over=True)
    RuleHold.objects.filter(pk__in=[each.rule_hold.pk for each in changes if each.rule_hold.hold.voided_at]).delete()


def _judge(written: RuleHold, state: LeadState, now: datetime) -> Changed:
    hold = written.hold
    if hold.voided_at is not None:
        # Taken back as a whole: nothing that was owed meanwhile stops the clock again.
        return Changed(written, Drop(written.start_at, max(written.start_at, written.end_at or hold.voided_at)))
    ended = hold.end_at
    if hold.start_at == written.start_at and ended is not None and (written.end_at is None or ended < written.end_at):
        return Changed(written, Drop(ended, ended), state.handovers.get(ended))
    start = min(hold.start_at, written.start_at)
    until = max(ended or now, written.end_at or now, start)
    return Changed(written, Drop(start, until), taken_over=True)
