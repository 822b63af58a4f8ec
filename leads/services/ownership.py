"""Handing leads over, and assigning another policy."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.models import User
from leads.errors import FactRefused
from leads.models import LeadOwnership, OwnershipMode
from leads.services.database import call, transaction_now
from leads.services.events import record_lead_event
from leads.services.guard import Override, changing_lead
from leads.services.resent import recorded_before
from leads.services.voiding import void


def reassign_lead(
    *,
    lead_id: int,
    actor: User | None,
    user_id: int,
    effective_at: datetime | None = None,
    mode: str = OwnershipMode.RESTART,
    close_holds: bool = True,
    reason: str = "",
    source: str = "",
    external_id: str = "",
    override: Override | None = None,
) -> LeadOwnership:
    """Hand a lead over to another user at `effective_at` (aware; default: now).

    RESTART begins protection anew there, so older facts drop out by themselves; INHERIT keeps start and policy, and all
    facts since then count on. A hold that runs or is planned there is closed, or carried over (`close_holds=False`).
    The same (source, external_id) again returns what was recorded first, voided or not; another lead's is refused.
    Raises FactRefused, OverrideNeeded.
    """
    if mode not in (OwnershipMode.RESTART, OwnershipMode.INHERIT):
        raise FactRefused(
            _("A handover restarts protection or inherits it."), code="mode_unknown", status=422, field="mode"
        )
    with changing_lead(lead_id, actor, override) as lead:
        known = recorded_before(LeadOwnership, lead_id=lead_id, source=source, external_id=external_id)
        if known is not None:
            return known
        first = lead.ownerships.filter(voided_at=None).order_by("valid_from").first()
        if first is not None and effective_at is not None and effective_at < first.valid_from:
            raise FactRefused(
                _("The lead was registered later than that. Choose a time after its registration."),
                code="handover_before_registration",
                field="effective_at",
            )
        ((ownership_id,),) = call(
            "reassign_lead",
            p_lead_id=lead_id,
            p_user_id=user_id,
            p_effective_at=effective_at or transaction_now(),
            p_mode=str(mode),
            p_close_holds=close_holds,
            p_reason=reason,
            p_created_by=actor.pk if actor else None,
            p_source=source,
            p_external_id=external_id,
        )
        return LeadOwnership.objects.get(pk=ownership_id)


def assign_policy(
    *,
    lead_id: int,
    actor: User,
    policy_id: int,
    valid_from: datetime | None = None,
    reason: str,
    override: Override | None = None,
) -> LeadOwnership:
    """Put a lead under another policy from `valid_from` (aware; default: now). Owner and start of protection stay.

    Readings as of an earlier instant keep the policy that held then. Raises FactRefused, OverrideNeeded.
    """
    if not reason.strip():
        raise FactRefused(_("Say why the policy changes."), code="reason_missing", status=422, field="reason")
    with changing_lead(lead_id, actor, override) as lead:
        ownership = LeadOwnership.objects.create(
            lead=lead,
            user_id=lead.user_id,
            policy_id=policy_id,
            valid_from=valid_from or transaction_now(),
            mode=OwnershipMode.POLICY,
            reason=reason,
            created_by=actor,
        )
        record_lead_event(
            event_type="lead.policy.assigned", lead_id=lead_id, reason=reason, metadata={"policy_id": policy_id}
        )
        return ownership


def void_ownership(*, ownership_id: int, actor: User, why: str, override: Override | None = None) -> LeadOwnership:
    """Take back a handover or policy that was not; the one before holds on. The registration itself stays.

    A hold that the handover closed is open again, or has its planned end back, unless its times were changed or it was
    voided since, or another hold lies there by now. Idempotent. Raises FactRefused, OverrideNeeded.
    """
    if not why.strip():
        raise FactRefused(_("Say why this is voided."), code="reason_missing", status=422, field="why")
    ownership = LeadOwnership.objects.filter(pk=ownership_id).first()
    if ownership is None or ownership.mode == OwnershipMode.REGISTERED:
        raise FactRefused(_("There is no such handover."), code="handover_not_found", status=404)
    with changing_lead(ownership.lead_id, actor, override):
        ownership.refresh_from_db()
        if ownership.voided_at is None:
            # The hold first: for a moment without it, the clock of the owner before could run out, and that be told.
            call("reopen_handover_hold", p_ownership_id=ownership_id)
            void(ownership, actor=actor, why=why)
            record_lead_event(event_type="lead.handover.voided", lead_id=ownership.lead_id, reason=why)
        return ownership
