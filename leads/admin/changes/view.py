"""The page on which a person changes a lead's facts: POST twice, first for the preview, then to confirm it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import User
from leads.admin.changes.forms import ChangeForm
from leads.admin.changes.kinds import CHANGES, FACT_CHANGES, Change
from leads.admin.changes.previews import console_preview
from leads.admin.texts import deadline
from leads.errors import OverrideNeeded
from leads.models import Lead
from leads.models.facts import Fact
from leads.querysets.protection import protection_of
from leads.services.guard import Override, Preview, preview_change


def make_change(request: HttpRequest, context: dict[str, Any], lead_id: int, change: str) -> HttpResponse:
    """Change a lead; 404 for a lead of another territory, 403 without the right."""
    kind, user = _kind(CHANGES, change), _person(request)
    page = ChangePage(request, user, _lead(user, lead_id, kind), kind, target=lead_id)
    return page.respond(context)


def change_fact(request: HttpRequest, context: dict[str, Any], lead_id: int, change: str, fact_id: int) -> HttpResponse:
    """Change one fact of a lead; 404 and 403 as for the lead itself."""
    kind, user = _kind(FACT_CHANGES, change), _person(request)
    lead = _lead(user, lead_id, kind)
    if kind.fact is None:
        raise Http404
    fact: Fact = get_object_or_404(kind.fact, pk=fact_id, lead=lead)
    page = ChangePage(request, user, lead, kind, target=fact_id)
    return page.respond(context, kind.initial(fact) if kind.initial else None)


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One change of one lead by one person; `target` is the id that the change is made with."""

    request: HttpRequest
    user: User
    lead: Lead
    kind: Change
    target: int

    def respond(self, context: dict[str, Any], initial: dict[str, Any] | None = None) -> HttpResponse:
        """The empty form, the preview, or, when that is confirmed and still holds, the change and the lead's page."""
        form = self.kind.form(self.request.POST or None, initial=initial, person=self.user)
        found, made = None, False
        if self.request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():  # the lead stays locked from the preview to the change
                    found = preview_change(self.lead.pk, lambda: self._make(form, None))
                    made = "confirm" in self.request.POST and self._confirmed(form, found)
            except DomainError as error:
                self._show(error, form)
        return self._done() if made else self._render(context, form, found)

    @property
    def _may_override(self) -> bool:
        return self.user.has_perm("leads.override_protection")

    def _make(self, form: ChangeForm, override: Override | None) -> object:
        return self.kind.make(self.target, self.user, form.cleaned_data, override)

    def _confirmed(self, form: ChangeForm, found: Preview) -> bool:
        confirmation = self.request.POST.get("confirmation", "")
        if not found.is_confirmed_by(confirmation):
            form.add_error(None, _("The clock has changed since the preview. Look at it again and confirm."))
            return False
        self._make(form, Override(form.cleaned_data["override_reason"], confirmation))
        return True

    def _show(self, error: DomainError, form: ChangeForm) -> None:
        field = "override_reason" if isinstance(error, OverrideNeeded) and self._may_override else error.field
        form.add_error(field if field in form.fields else None, str(error))

    def _done(self) -> HttpResponse:
        reading = protection_of(self.lead.pk)
        told = [str(self.kind.done), deadline(reading)] if reading else [str(self.kind.done)]
        messages.success(self.request, " ".join(told))
        return HttpResponseRedirect(self._back)

    @property
    def _back(self) -> str:
        return reverse("admin:leads_lead_change", args=[self.lead.pk])

    def _render(self, context: dict[str, Any], form: ChangeForm, found: Preview | None) -> HttpResponse:
        confirm = self.kind.confirm
        if found and found.needs_override:
            if self._may_override:
                form.ask_for_override()
            else:
                confirm = ""  # there is nothing that they could confirm
        page = {
            "title": self.kind.title,
            "original": self.lead,
            "form": form,
            "preview": found and console_preview(found, self.user, confirm=confirm),
            "hidden": [("confirmation", found.confirmation)] if found else [],
            "cancel_url": self._back,
        }
        return TemplateResponse(
            self.request, "admin/preview.html", {**context, **page}, status=422 if form.errors else 200
        )


def _kind(kinds: dict[str, Change], name: str) -> Change:
    if name not in kinds:
        raise Http404
    return kinds[name]


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _lead(user: User, lead_id: int, kind: Change) -> Lead:
    lead = get_object_or_404(Lead.objects.for_user(user), pk=lead_id)
    if not user.has_perm(kind.permission):
        raise PermissionDenied
    return lead
