"""Converting, withdrawing and reopening leads: dated facts. Only open leads get reminders and expiry events."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.models import User
from leads.errors import FactRefused
from leads.models import LeadStatus, LeadStatusChange
from leads.services.database import transaction_now
from leads.services.events import record_lead_event
from leads.services.guard import changing_lead
from leads.services.resent import recorded_before
from leads.services.voiding import void


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
        known = recorded_before(LeadStatusChange, lead_id=lead_id, source=source, external_id=external_id)
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


def void_status_change(*, status_change_id: int, actor: User | None, why: str) -> LeadStatusChange:
    """Take back a change of status that was not, with the reason; the status before it holds on.

    Idempotent: a voided one is returned as it is. Raises FactRefused.
    """
    if not why.strip():
        raise FactRefused(_("Say why the status is voided."), code="reason_missing", status=422, field="why")
    change = LeadStatusChange.objects.filter(pk=status_change_id).first()
    if change is None:
        raise FactRefused(_("There is no such change of status."), code="status_not_found", status=404)
    with changing_lead(change.lead_id, actor):
        if void(change, actor=actor, why=why):
            record_lead_event(
                event_type="lead.status.voided",
                lead_id=change.lead_id,
                reason=why,
                metadata={"status": change.status, "changed_at": change.changed_at},
            )
        return change
