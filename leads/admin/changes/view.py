"""The page on which a person changes a lead's facts: POST twice, first for the preview, then to confirm it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from core.console.previews import Preview
from core.errors import DomainError
from core.models import User
from leads.admin.changes.forms import ChangeForm
from leads.admin.changes.kinds import CHANGES, FACT_CHANGES, Change
from leads.admin.changes.previews import console_preview
from leads.models import Lead
from leads.models.facts import Fact
from leads.services.guard import Override, preview_change


def make_change(request: HttpRequest, context: dict[str, Any], lead_id: int, change: str) -> HttpResponse:
    """Change a lead; 404 for a lead of another territory, 403 without the right."""
    kind, user = _kind(CHANGES, change), _person(request)
    lead = _lead(user, lead_id, kind)
    return _page(request, context, lead, kind, kind.form(request.POST or None), lead_id)


def change_fact(request: HttpRequest, context: dict[str, Any], lead_id: int, change: str, fact_id: int) -> HttpResponse:
    """Change one fact of a lead; 404 and 403 as for the lead itself."""
    kind, user = _kind(FACT_CHANGES, change), _person(request)
    lead = _lead(user, lead_id, kind)
    if kind.fact is None:
        raise Http404
    fact: Fact = get_object_or_404(kind.fact, pk=fact_id, lead=lead)
    form = kind.form(request.POST or None, initial=kind.initial(fact) if kind.initial else None)
    return _page(request, context, lead, kind, form, fact_id)


def _page(
    request: HttpRequest, context: dict[str, Any], lead: Lead, kind: Change, form: ChangeForm, target: int
) -> HttpResponse:
    user = _person(request)
    back = reverse("admin:leads_lead_change", args=[lead.pk])
    preview, hidden = None, []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if "confirm" in request.POST:
                override = Override(data["override_reason"], request.POST.get("confirmation", ""))
                kind.make(target, user, data, override)
                messages.success(request, kind.done)
                return HttpResponseRedirect(back)
        except DomainError as error:
            _show(error, form)
        try:
            preview, hidden = _preview(lead, kind, form, user, lambda: kind.make(target, user, data, None))
        except DomainError as error:
            if not form.errors:
                _show(error, form)
    return TemplateResponse(
        request,
        "admin/preview.html",
        {
            **context,
            "title": kind.title,
            "original": lead,
            "form": form,
            "preview": preview,
            "hidden": hidden,
            "cancel_url": back,
        },
        status=422 if form.errors else 200,
    )


def _preview(
    lead: Lead, kind: Change, form: ChangeForm, user: User, change: Callable[[], object]
) -> tuple[Preview, list[tuple[str, str]]]:
    found = preview_change(lead.pk, change)
    if found.needs_override and user.has_perm("leads.override_protection"):
        form.ask_for_override()
    shown = console_preview(lead, found, user, question=kind.title, confirm=kind.confirm)
    return shown, [("confirmation", found.confirmation)]


def _show(error: DomainError, form: ChangeForm) -> None:
    form.add_error(error.field if error.field in form.fields else None, str(error))


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
