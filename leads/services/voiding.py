"""Taking back a fact: it stays, marked, with who and why."""

from django.contrib.postgres.functions import TransactionNow

from core.models import User
from leads.models.facts import Fact


def void(fact: Fact, *, actor: User | None, why: str) -> None:
    """Mark `fact` as void from now on. The caller holds the transaction and the lead's lock."""
    type(fact).objects.filter(pk=fact.pk, voided_at=None).update(  # type: ignore[attr-defined]
        voided_at=TransactionNow(), voided_by=actor, void_reason=why.strip()
    )
    fact.refresh_from_db()
