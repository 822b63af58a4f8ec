"""What no event tells: that the planned end of a hold has come, and something is still owed."""

from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Exists, F, OuterRef, Q, Value

from leads.models import LeadDebt, LeadHold
from leads.services.debts.reconciling import reconcile_debts

LOOK_BACK, BATCH = timedelta(days=7), 200


def sweep_debts() -> dict[str, int]:
    """Stop the clocks again where a hold has come to its planned end while FreshFoodz still owed something.

    In transactions of `BATCH` leads. Idempotent. From the instant at which the hold ended, however late this runs.
    """
    lead_ids = list(_waiting())
    changed = sum(reconcile_debts(lead_ids=lead_ids[start : start + BATCH]) for start in range(0, len(lead_ids), BATCH))
    return {"leads": len(lead_ids), "changed": changed}


def _waiting() -> list[int]:
    """Leads with an open debt whose clock runs since a hold ended by plan, within the last days."""
    now = TransactionNow()
    holds = LeadHold.objects.filter(lead=OuterRef("lead"), voided_at=None)
    ended = holds.filter(end_at__lte=now, end_at__gt=now - Value(LOOK_BACK))
    stands = holds.filter(Q(end_at=None) | Q(end_at__gt=F("start_at")) & Q(end_at__gt=now), start_at__lte=now)
    open_debts = LeadDebt.objects.filter(owed_since__isnull=False, settled_at=None, dropped_at=None)
    found = open_debts.filter(Exists(ended), ~Exists(stands)).order_by("lead_id").values_list("lead_id", flat=True)
    return list(found.distinct())
