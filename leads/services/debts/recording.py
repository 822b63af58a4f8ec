"""Recording what is owed, and that it was settled; either may come first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leads.models import HoldRule, LeadDebt


@dataclass(frozen=True, slots=True)
class DebtEnd:
    """An event that begins a debt (`owed`) or ends it, at an aware instant."""

    lead_id: int
    kind: str
    reference: str
    event_id: UUID
    at: datetime
    owed: bool


def record_debt_ends(ends: Sequence[DebtEnd]) -> None:
    """Note what began and ended debts; an event that was noted before changes nothing.

    Called in a transaction that holds the locks of the leads, before `reconcile_debts`. What is requested while its
    rule is off stops no clock, then or later.
    """
    if not ends:
        return
    enabled = set(HoldRule.objects.filter(enabled=True).values_list("kind", flat=True))
    known = LeadDebt.objects.filter(lead_id__in={end.lead_id for end in ends})
    debts = {(debt.lead_id, debt.kind, debt.reference): debt for debt in known}
    changed: dict[tuple[int, str, str], LeadDebt] = {}
    for end in ends:
        key = (end.lead_id, end.kind, end.reference)
        debt = debts.setdefault(key, LeadDebt(lead_id=end.lead_id, kind=end.kind, reference=end.reference))
        if str(end.event_id) not in {noted["event_id"] for noted in debt.ends}:
            counts = end.owed and end.kind in enabled
            noted = {"event_id": str(end.event_id), "at": end.at.isoformat(), "owed": end.owed, "counts": counts}
            debt.ends.append(noted)
            changed[key] = debt
    new = [debt for debt in changed.values() if debt.pk is None]
    LeadDebt.objects.bulk_update([debt for debt in changed.values() if debt.pk is not None], ["ends"])
    LeadDebt.objects.bulk_create(new)
