"""Bringing automatic holds in line with the debts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from leads.models import HoldRule, Lead, LeadDebt, RuleHold
from leads.services.debts.desired import DesiredHold, Interval, desired_holds
from leads.services.debts.hands import Changed, changed_by_hand, note_changes
from leads.services.debts.spells import Spell
from leads.services.debts.state import LeadState, states_of
from leads.services.debts.writing import Change, HoldChanges, write_holds


@dataclass(slots=True)
class _Findings:
    """What a reconciliation has to write."""

    by_hand: list[Changed] = field(default_factory=list)
    debts: list[LeadDebt] = field(default_factory=list)
    holds: HoldChanges = field(default_factory=HoldChanges)


@transaction.atomic
def reconcile_debts(*, lead_ids: Iterable[int]) -> int:
    """Place, extend, release, correct or void the holds of rules for the leads among `lead_ids` that have debts.

    Holds that people placed are left alone; what people did to a hold of a rule stays. Returns how many holds changed.
    Idempotent. Locks the leads in the order of their ids.
    """
    indebted = LeadDebt.objects.filter(lead_id__in=set(lead_ids)).values("lead_id")
    locked = list(
        Lead.objects.select_for_update(no_key=True).filter(pk__in=indebted).order_by("pk").values_list("pk", flat=True)
    )
    if not locked:
        return 0
    # Under the locks, in new statements: what another one wrote before us is seen.
    reason_codes = dict(HoldRule.objects.values_list("kind", "reason_code"))
    now, findings = timezone.now(), _Findings()
    for lead_id, state in states_of(locked).items():
        _reconcile(lead_id, state, reason_codes, now, findings)
    note_changes(findings.by_hand)
    LeadDebt.objects.bulk_update(findings.debts, ["owed_since", "settled_at", "dropped_at"])
    write_holds(findings.holds)
    return len(findings.holds)


def _reconcile(
    lead_id: int, state: LeadState, reason_codes: dict[str, str], now: datetime, findings: _Findings
) -> None:
    desired = _desired(state, reason_codes, now)
    by_hand = changed_by_hand(state, desired, now)
    if by_hand:
        findings.by_hand += by_hand
        state.drops += [each.drop for each in by_hand]
        state.by_people += [
            Interval(each.rule_hold.hold.start_at, each.rule_hold.hold.end_at) for each in by_hand if each.taken_over
        ]
        gone = {each.rule_hold.pk for each in by_hand if each.taken_over or each.rule_hold.hold.voided_at}
        state.by_rule = [each for each in state.by_rule if each.pk not in gone]
        desired = _desired(state, reason_codes, now)
    findings.debts += [debt for debt, spells in state.spells().items() if _date(debt, spells)]
    _compare(lead_id, desired, state.by_rule, findings.holds)


def _desired(state: LeadState, reason_codes: dict[str, str], now: datetime) -> list[DesiredHold]:
    spells = [spell for found in state.spells().values() for spell in found]
    return desired_holds(spells, state.by_people, state.history, reason_codes, now)


def _date(debt: LeadDebt, spells: Sequence[Spell]) -> bool:
    """Give a debt the dates of its last spell; whether they changed."""
    last = spells[-1] if spells else None
    before = (debt.owed_since, debt.settled_at, debt.dropped_at)
    if last is not None:
        debt.owed_since, debt.settled_at, debt.dropped_at = last.owed_since, last.settled_at, last.dropped_at
    else:
        # Settled, and nobody has asked for it yet: the request is on its way.
        debt.owed_since = debt.dropped_at = None
        debt.settled_at = min((datetime.fromisoformat(end["at"]) for end in debt.ends), default=None)
    return (debt.owed_since, debt.settled_at, debt.dropped_at) != before


def _compare(lead_id: int, desired: Sequence[DesiredHold], present: Sequence[RuleHold], into: HoldChanges) -> None:
    """Add what makes the present holds the desired ones: those of the same start first, then those that overlap."""
    left = sorted(present, key=lambda each: each.hold.start_at)
    matched: dict[int, RuleHold] = {}
    for alike in (_starts_alike, _overlaps):
        for number, hold in enumerate(desired):
            found = next((each for each in left if number not in matched and alike(hold, each)), None)
            if found is not None:
                matched[number] = found
                left.remove(found)
    into.void += left
    changes = [Change(matched[number], hold) for number, hold in enumerate(desired) if number in matched]
    into.change += [change for change in changes if change.is_needed]
    into.place += [(lead_id, hold) for number, hold in enumerate(desired) if number not in matched]


def _starts_alike(desired: DesiredHold, present: RuleHold) -> bool:
    return desired.start_at == present.hold.start_at


def _overlaps(desired: DesiredHold, present: RuleHold) -> bool:
    start, end = present.hold.start_at, present.hold.end_at
    return (end is None or end > desired.start_at) and (desired.end_at is None or desired.end_at > start)
