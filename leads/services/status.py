"""Converting, withdrawing and reopening leads: dated facts. Only open leads get reminders and expiry events."""

from datetime import datetime

from core.models import User
from leads.models import LeadStatus, LeadStatusChange
from leads.services.database import transaction_now
from leads.services.events import record_lead_event
from leads.services.guard import changing_lead


def change_status(
    *,
    lead_id: int,
    actor: User | None,
    status: LeadStatus,
    changed_at: datetime | None = None,
    reason: str = "",
    source: str = "",
    external_id: str = "",
) -> LeadStatusChange | None:
    """Give a lead another status from `changed_at` (aware; default: now).

    Returns the recorded change, the one with the same (source, external_id), or None where the lead has that status
    already and no date is given. Raises LeadNotFound, FactRefused.
    """
    with changing_lead(lead_id, actor) as lead:
        if external_id:
            known = LeadStatusChange.objects.filter(source=source, external_id=external_id).first()
            if known is not None:
                return known
        if lead.status == status and changed_at is None:
            return None
        instant = changed_at or transaction_now()
        change = LeadStatusChange.objects.create(
            lead=lead,
            status=status,
            changed_at=instant,
            reason=reason,
            source=source,
            external_id=external_id,
            created_by=actor,
        )
        record_lead_event(
            event_type="lead.status.changed",
            lead_id=lead_id,
            reason=reason or str(status),
            metadata={"status": str(status), "changed_at": instant},
        )
        return change
