"""What the views of incidents have in common: the incident that somebody may see, rights, every page's frame."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from core.admin.person import signed_in
from core.models import User
from operations.incidents.admin.incident_list import IncidentList
from operations.incidents.admin.rights import VIEW
from operations.incidents.models import Incident


class IncidentViews(IncidentList):
    """The base of the views of the incidents' admin."""

    def allowed(self, request: HttpRequest, *rights: str) -> User:
        """Who is signed in, where they may see incidents and have these rights; PermissionDenied where not."""
        user = signed_in(request)
        if not user.has_perms((VIEW, *rights)):
            raise PermissionDenied
        return user

    def seen(self, pk: int, user: User) -> Incident:
        """The incident, for somebody who may see it; Http404 where not."""
        rows = Incident.objects.for_user(user).select_related("acknowledged_by", "opened_by", "runbook_version")
        incident = rows.filter(pk=pk).first()
        if incident is None:
            raise Http404
        return incident

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """A page of the admin."""
        name = f"admin/{template}.html"
        return TemplateResponse(request, name, {**self.context(request), **context}, status=status)
