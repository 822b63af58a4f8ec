"""Recording what was done about a lead."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core.models import User
from leads.errors import FactRefused
from leads.models import LeadActivity
from leads.services.guard import Override, changing_lead
from leads.services.resent import recorded_before
from leads.services.voiding import void


def record_activity(
    *,
    lead_id: int,
    actor: User | None,
    kind: str,
    occurred_at: datetime | None = None,
    note: str = "",
    source: str = "",
    external_id: str = "",
    override: Override | None = None,
) -> LeadActivity:
    """Record an activity that happened at `occurred_at` (aware; default: now).

    A qualified kind restarts the 60 + 10 days once the base period is over (design brief, section 2). The same
    (source, external_id) again returns what was recorded first, voided or not; another lead's is refused.
    Raises LeadNotFound, FactRefused, OverrideNeeded.
    """
    with changing_lead(lead_id, actor, override) as lead:
        known = recorded_before(LeadActivity, lead_id=lead_id, source=source, external_id=external_id)
        if known is not None:
            return known
        activity = LeadActivity(
            lead=lead,
            user_id=lead.user_id,
            kind=kind,
            note=note,
            source=source,
            external_id=external_id,
            created_by=actor,
        )
        if occurred_at is not None:
            activity.occurred_at = occurred_at
        activity.save(force_insert=True)
        return activity


def void_activity(*, activity_id: int, actor: User | None, why: str, override: Override | None = None) -> LeadActivity:
    """Take back an activity that was not, with the reason. Raises FactRefused, OverrideNeeded."""
    if not why.strip():
        raise FactRefused(_("Say why the activity is voided."), code="reason_missing", status=422, field="why")
    activity = LeadActivity.objects.filter(pk=activity_id).first()
    if activity is None:
        raise FactRefused(_("There is no such activity."), code="activity_not_found", status=404)
    with changing_lead(activity.lead_id, actor, override):
        void(activity, actor=actor, why=why)
        return activity
