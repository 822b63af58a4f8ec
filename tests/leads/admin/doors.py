"""Every door of the lead admin, and the roles that may go through it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from leads.models import Lead, LeadActivity, LeadExpiry, LeadHold, LeadOwnership, LeadReminder, LeadStatusChange
from leads.services.activities import record_activity
from leads.services.holds import place_hold
from leads.services.ownership import reassign_lead
from tests.factories import UserFactory
from tests.leads.admin.desk import LIST, change_of, page_of
from tests.leads.moments import ago, lead_in_base

NOBODY, VIEWER, CLERK, LEAD, ADMINISTRATOR, SUPERUSER = None, "viewer", "clerk", "lead", "administrator", "superuser"
EVERYONE = (NOBODY, VIEWER, CLERK, LEAD, ADMINISTRATOR, SUPERUSER)
FROM_VIEWER, FROM_CLERK, FROM_LEAD, FROM_ADMINISTRATOR = EVERYONE[1:], EVERYONE[2:], EVERYONE[3:], EVERYONE[4:]


@dataclass
class Scene:
    """A German lead with one of everything."""

    lead: Lead
    hold: LeadHold
    activity: LeadActivity
    handover: LeadOwnership
    status: LeadStatusChange
    reminder: LeadReminder
    expiry: LeadExpiry


Doors = dict[str, tuple[Callable[[Scene], str], tuple[str | None, ...]]]

PAGES: Doors = {
    "start page": (lambda _: "/admin/", EVERYONE),
    "list": (lambda _: LIST, FROM_VIEWER),
    "lead": (lambda scene: page_of(scene.lead), FROM_VIEWER),
    "history": (lambda scene: f"{LIST}{scene.lead.pk}/history/", FROM_VIEWER),
    "new lead": (lambda _: f"{LIST}add/", FROM_CLERK),
    "delete": (lambda scene: f"{LIST}{scene.lead.pk}/delete/", ()),
    "holds": (lambda _: "/admin/leads/leadhold/", FROM_VIEWER),
    "reminders": (lambda _: "/admin/leads/leadreminder/", FROM_VIEWER),
    "expiries": (lambda _: "/admin/leads/leadexpiry/", FROM_VIEWER),
    "new hold without a lead": (lambda _: "/admin/leads/leadhold/add/", ()),
    "policies": (lambda _: "/admin/leads/protectionpolicy/", FROM_VIEWER),
    "new policy": (lambda _: "/admin/leads/protectionpolicy/add/", FROM_ADMINISTRATOR),
}
CHANGES: Doors = {
    "stop the clock": (lambda scene: change_of(scene.lead, "hold"), FROM_CLERK),
    "restart the clock": (lambda scene: change_of(scene.lead, "release", scene.hold.pk), FROM_CLERK),
    "correct a hold": (lambda scene: change_of(scene.lead, "correct", scene.hold.pk), FROM_LEAD),
    "void a hold": (lambda scene: change_of(scene.lead, "void-hold", scene.hold.pk), FROM_LEAD),
    "record an activity": (lambda scene: change_of(scene.lead, "activity"), FROM_CLERK),
    "void an activity": (lambda scene: change_of(scene.lead, "void-activity", scene.activity.pk), FROM_CLERK),
    "hand over": (lambda scene: change_of(scene.lead, "handover"), FROM_LEAD),
    "void a handover": (lambda scene: change_of(scene.lead, "void-handover", scene.handover.pk), FROM_LEAD),
    "assign a policy": (lambda scene: change_of(scene.lead, "policy"), FROM_LEAD),
    "change the status": (lambda scene: change_of(scene.lead, "status"), FROM_CLERK),
    "void a status": (lambda scene: change_of(scene.lead, "void-status", scene.status.pk), FROM_CLERK),
}
DOORS = PAGES | CHANGES


def set_scene() -> Scene:
    """Make the lead and its facts."""
    lead, now = lead_in_base(territory="DE"), timezone.now()
    window = {"lead": lead, "user": lead.user, "window_start": now.date()}
    return Scene(
        lead,
        place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3)).hold,
        record_activity(lead_id=lead.pk, actor=None, kind="NOTE"),
        reassign_lead(lead_id=lead.pk, actor=None, user_id=UserFactory.create().pk, mode="INHERIT", close_holds=False),
        LeadStatusChange.objects.create(lead=lead, status="OPEN", changed_at=ago(1)),
        LeadReminder.objects.create(status="DEAD", due_at=now, expires_at=now, **window),
        LeadExpiry.objects.create(expired_at=now, unreminded=True, **window),
    )
