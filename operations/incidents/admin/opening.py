"""Opening an incident by hand."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from operations.incidents.admin.frame import IncidentViews
from operations.incidents.admin.opening_form import OpeningForm
from operations.incidents.admin.rights import WORK
from operations.incidents.admin.war_room import address
from operations.incidents.models import Incident
from operations.incidents.services import link_lead, open_incident


class OpeningViews(IncidentViews):
    """The page "Open an incident"."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perms(("incidents.view_incident", WORK))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form; once sent, the war room of the new incident."""
        user = self.allowed(request, WORK)
        sent = request.POST if request.method == "POST" else None
        form = OpeningForm(sent, person=user, initial=_asked(request))
        if sent is not None and form.is_valid():
            incident = _opened(form, user)
            if incident is not None:
                messages.success(request, _("Open. Whoever is on call is being notified."))
                return redirect(address(incident))
        context = {
            "title": _("Open an incident"),
            "form": form,
            "confirm": _("Open, and notify"),
            "note": _("Whoever is on call is notified at once, by day and by night. In doubt, do it."),
            "cancel_url": reverse("admin:incidents_incident_changelist"),
        }
        return self.page(request, "incidents/form", context, 422 if form.errors else 200)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What the address fills in; a territory that is not the user's is no choice of the form."""
    return {"territory": request.GET.get("territory", "")}


def _opened(form: OpeningForm, user: User) -> Incident | None:
    """The new incident with its leads, all or nothing; None where that was refused, which the form then says."""
    given = dict(form.cleaned_data)
    leads = given.pop("leads")
    field = None
    try:
        with transaction.atomic():
            incident = open_incident(actor=user, **given)
            field = "leads"
            for lead_id in leads:
                link_lead(incident_id=incident.pk, lead_id=lead_id, actor=user)
    except DomainError as refused:
        at = field or refused.field
        told = f"{lead_id}: {refused}" if field else str(refused)
        form.add_error(at if at in form.fields else None, told)
        return None
    return incident
