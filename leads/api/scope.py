"""Which rows a request reaches: those of other territories do not exist for it."""

from datetime import datetime

from django.utils.translation import gettext as _
from rest_framework.request import Request

from core.api.views import user_of
from leads.errors import LeadNotFound
from leads.models import Lead, LeadHold
from leads.protection import Protection
from leads.querysets.leads import LeadQuerySet
from leads.querysets.protection import protection_of


def leads_for(request: Request) -> LeadQuerySet:
    """The leads that the user may see."""
    return Lead.objects.for_user(user_of(request))


def lead_for(request: Request, lead_id: int) -> Lead:
    """One of them, with its owner. Raises LeadNotFound."""
    lead = leads_for(request).select_related("user").filter(pk=lead_id).first()
    if lead is None:
        raise LeadNotFound(_("There is no such lead."))
    return lead


def hold_for(request: Request, hold_id: int) -> LeadHold:
    """A hold of one of them. Raises LeadNotFound."""
    hold = LeadHold.objects.filter(pk=hold_id, lead__in=leads_for(request)).first()
    if hold is None:
        raise LeadNotFound(_("There is no such hold."), code="hold_not_found")
    return hold


def reading_of(lead: Lead, at: datetime | None = None) -> Protection:
    """The lead's clock at `at` (aware; default: now). Raises LeadNotFound where it was not registered yet."""
    reading = protection_of(lead.pk, at)
    if reading is None:
        raise LeadNotFound(
            _("The lead was not registered yet at that time. Ask for a time from its registration on."),
            code="lead_not_registered_yet",
            params={"lead_id": lead.pk, "created_at": lead.created_at},
        )
    return reading
