"""Handovers that close holds: what was owed then stops the clock no more, also where that is heard of later."""

from collections.abc import Iterable
from datetime import datetime

from leads.models import DebtDrop, LeadOwnership
from leads.models.ownerships import OwnershipMode


def drop_debts_at_handovers(handovers: Iterable[tuple[int, datetime]]) -> None:
    """Note handovers that closed holds, each as (lead id, aware instant); idempotent. Voided ones are passed by.

    Called in a transaction, before `reconcile_debts`.
    """
    instants = dict.fromkeys(handovers)
    found = LeadOwnership.objects.filter(
        lead_id__in=[lead_id for lead_id, _ in instants],
        valid_from__in=[at for _, at in instants],
        mode__in=(OwnershipMode.RESTART, OwnershipMode.INHERIT),
        voided_at=None,
    ).order_by("id")
    DebtDrop.objects.bulk_create(
        [
            DebtDrop(lead_id=each.lead_id, from_at=each.valid_from, until_at=each.valid_from, ownership_id=each.pk)
            for each in found
            if (each.lead_id, each.valid_from) in instants
        ],
        ignore_conflicts=True,
    )
