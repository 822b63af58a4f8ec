"""Taking back a fact: it stays, marked, with who and why."""

from django.contrib.postgres.functions import TransactionNow

from core.models import User
from leads.models.facts import Fact


def void(fact: Fact, *, actor: User | None, why: str) -> bool:
    """Mark `fact` as void from now on; False where it was already.

    The caller holds the transaction and the lead's lock.
    """
    facts = type(fact).objects.filter(pk=fact.pk, voided_at=None)  # type: ignore[attr-defined]
    voided = facts.update(voided_at=TransactionNow(), voided_by=actor, void_reason=why.strip())
    fact.refresh_from_db()
    return bool(voided)
