"""All facts that the automatic holds of some leads depend on: a query each, however many leads."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from leads.clock import ActivityFact, Lengths
from leads.models import DebtDrop, LeadActivity, LeadDebt, LeadHold, LeadOwnership, LeadStatusChange, RuleHold
from leads.models.ownerships import OwnershipMode
from leads.services.debts.desired import Interval, LeadHistory, Protection
from leads.services.debts.spells import Drop, Spell, spells_of, with_drops


@dataclass(slots=True)
class LeadState:
    """What is recorded of one lead. `by_rule`: holds that rules placed, also those that people changed since."""

    history: LeadHistory
    handovers: dict[datetime, int]
    debts: list[LeadDebt] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)
    by_people: list[Interval] = field(default_factory=list)
    by_rule: list[RuleHold] = field(default_factory=list)

    def spells(self) -> dict[LeadDebt, list[Spell]]:
        """The spells of each debt, with what people dropped."""
        return {debt: with_drops(spells_of(debt.kind, debt.reference, debt.ends), self.drops) for debt in self.debts}


def states_of(lead_ids: Sequence[int]) -> dict[int, LeadState]:
    """What is recorded of these leads, by id; the caller holds their locks."""
    states = _histories(lead_ids)
    for debt in LeadDebt.objects.filter(lead_id__in=lead_ids):
        states[debt.lead_id].debts.append(debt)
    drops = DebtDrop.objects.filter(lead_id__in=lead_ids).select_related("ownership")
    for drop in drops:
        if drop.ownership is None or drop.ownership.voided_at is None:
            states[drop.lead_id].drops.append(Drop(drop.from_at, drop.until_at))
    for hold in LeadHold.objects.filter(lead_id__in=lead_ids).select_related("by_rule"):
        rule_hold = getattr(hold, "by_rule", None)
        if rule_hold is not None and not rule_hold.taken_over:
            rule_hold.hold = hold
            states[hold.lead_id].by_rule.append(rule_hold)
        elif hold.voided_at is None:
            states[hold.lead_id].by_people.append(Interval(hold.start_at, hold.end_at))
    return states


def _histories(lead_ids: Sequence[int]) -> dict[int, LeadState]:
    activities: dict[int, list[ActivityFact]] = defaultdict(list)
    counting = LeadActivity.objects.filter(lead_id__in=lead_ids, qualified=True, voided_at=None)
    for lead_id, pk, occurred_at in counting.values_list("lead_id", "id", "occurred_at"):
        activities[lead_id].append(ActivityFact(occurred_at, pk))
    statuses: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    changes = LeadStatusChange.objects.filter(lead_id__in=lead_ids, voided_at=None).order_by("changed_at")
    for lead_id, changed_at, status in changes.values_list("lead_id", "changed_at", "status"):
        statuses[lead_id].append((changed_at, status))
    ownerships: dict[int, list[LeadOwnership]] = defaultdict(list)
    held = LeadOwnership.objects.filter(lead_id__in=lead_ids, voided_at=None)
    for ownership in held.select_related("policy").order_by("valid_from"):
        ownerships[ownership.lead_id].append(ownership)
    return {
        lead_id: LeadState(
            LeadHistory(
                tuple((each.valid_from, each.user_id) for each in ownerships[lead_id]),
                tuple(statuses[lead_id]),
                _protection(ownerships[lead_id], activities[lead_id]),
            ),
            {each.valid_from: each.pk for each in ownerships[lead_id] if each.mode in _HANDOVERS},
        )
        for lead_id in lead_ids
    }


_HANDOVERS = (OwnershipMode.RESTART, OwnershipMode.INHERIT)


def _protection(ownerships: list[LeadOwnership], activities: list[ActivityFact]) -> Protection | None:
    present = ownerships[-1] if ownerships else None
    if present is None or present.policy is None or present.protection_started_at is None:
        return None
    policy = present.policy
    lengths = Lengths(policy.months, policy.follow_up_days, policy.grace_days)
    return Protection(present.protection_started_at, lengths, tuple(activities))
