"""Which events begin and end what FreshFoodz owes."""

from collections.abc import Iterable

from leads.models import DebtKind
from leads.services.debts import DebtEnd
from leads.services.incoming.facts import Fact

# type -> (kind, whether it begins, the sender's id of it). A sample that was sent off or got lost is still owed.
_ENDS = {
    "sample.requested": (DebtKind.SAMPLE, True, "sample_id"),
    "sample.delivered": (DebtKind.SAMPLE, False, "sample_id"),
    "sample.failed": (DebtKind.SAMPLE, False, "sample_id"),
    "price.requested": (DebtKind.PRICE, True, "price_request_id"),
    "price.approved": (DebtKind.PRICE, False, "price_request_id"),
    "documents.requested": (DebtKind.DOCUMENTS, True, "documents_request_id"),
    "documents.provided": (DebtKind.DOCUMENTS, False, "documents_request_id"),
}
DEBT_TYPES = tuple(_ENDS)
FRESHFOODZ = "freshfoodz"
# Samples and prices are FreshFoodz's to give, unless the event says otherwise; documents the customer's.
_OWED_BY = {DebtKind.SAMPLE: FRESHFOODZ, DebtKind.PRICE: FRESHFOODZ, DebtKind.DOCUMENTS: "customer"}


def debt_ends(facts: Iterable[Fact]) -> list[DebtEnd]:
    """What the facts say about debts of FreshFoodz; what somebody else owes stops no clock."""
    return [end for fact in facts if fact.event_type in _ENDS and (end := _end(fact)) is not None]


def _end(fact: Fact) -> DebtEnd | None:
    kind, owed, name = _ENDS[fact.event_type]
    if owed and fact.details.get("owed_by", _OWED_BY[kind]) != FRESHFOODZ:
        return None
    reference = str(fact.details.get(name, ""))[:100]
    return DebtEnd(fact.lead_id, kind, reference, fact.event_id, fact.at, owed)
