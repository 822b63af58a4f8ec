"""The page of one incident, and everything that is done there."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from operations.incidents.admin.doings import Failed
from operations.incidents.admin.frame import IncidentViews
from operations.incidents.admin.steps import STEPS
from operations.incidents.admin.war_room import address, war_room
from operations.incidents.models import Incident


class WorkingViews(IncidentViews):
    """The war room."""

    def war_room_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """An incident as it is now."""
        user = self.allowed(request)
        return self._room(request, self.seen(pk, user), user)

    def do_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Do one thing, and go back to where it was asked. What is refused is said on the page, with what was typed."""
        if step not in STEPS:
            raise Http404
        doing = STEPS[step]
        user = self.allowed(request, doing.right)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        incident = self.seen(pk, user)
        form = doing.form(request.POST, name=step, incident=incident, person=user)
        if not form.is_valid():
            why = _("This was not done: %(why)s") % {"why": " ".join(_faults(form.errors))}
            return self._room(request, incident, user, Failed(step=step, form=form, why=why, status=422))
        try:
            doing.do(incident.pk, user, form.cleaned_data)
        except DomainError as refused:
            if refused.field in form.fields:
                form.add_error(refused.field, str(refused))
            failed = Failed(step=step, form=form, why=str(refused), status=refused.status)
            return self._room(request, self.seen(pk, user), user, failed)
        messages.success(request, str(doing.done))
        return redirect(address(incident) + (f"#{doing.anchor}" if doing.anchor else ""))

    def _room(self, request: HttpRequest, incident: Incident, user: User, failed: Failed | None = None) -> HttpResponse:
        everything = request.GET.get("timeline") == "all"
        room = war_room(incident, user, now=timezone.now(), failed=failed, everything=everything)
        context = {"title": room.title, "original": incident, "room": room}
        return self.page(request, "incidents/war_room", context, failed.status if failed else 200)


def _faults(errors: Mapping[str, Iterable[Any]]) -> list[str]:
    return [str(fault) for faults in errors.values() for fault in faults]
