"""Stopping and restarting the clocks of many leads: one preview, then a result for each."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.badges import Tone
from core.console.previews import BulkPreview, Row
from core.errors import DomainError
from core.models import User
from leads.admin.texts import moment, span
from leads.models import HoldReason, Lead
from leads.protection import Protection
from leads.querysets.protection import protections_of
from leads.services.guard import preview_change
from leads.services.holds import BulkResult, place_holds, release_holds

MOST = 500  # one page of work: each row is its own transaction with its own preview


class BulkHoldForm(forms.Form):
    """Why the clocks are stopped."""

    reason_code = forms.ChoiceField(label=gettext_lazy("Reason"), choices=HoldReason.choices)
    reason = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        max_length=255,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


def place_many(request: HttpRequest, context: dict[str, Any], leads: Sequence[Lead]) -> HttpResponse:
    """Stop the clocks of the selected leads now."""
    user = _person(request, "leads.place_hold")
    form = BulkHoldForm(request.POST if "reason_code" in request.POST else None)
    if "confirm" in request.POST and form.is_valid():
        data = form.cleaned_data
        results = place_holds(
            lead_ids=[lead.pk for lead in leads], actor=user, reason_code=data["reason_code"], reason=data["reason"]
        )
        return _results(request, context, leads, results, _("Clock stopped"), _("It stood already"))

    def attempt(lead: Lead) -> object:
        return place_holds(lead_ids=[lead.pk], actor=user, reason_code=HoldReason.OTHER)

    preview = _preview(leads, attempt, question=_("Stop these clocks now?"), confirm=_("Stop the clocks"))
    return _page(request, context, "place_holds", leads, preview, form)


def release_many(request: HttpRequest, context: dict[str, Any], leads: Sequence[Lead]) -> HttpResponse:
    """Restart the clocks of the selected leads now."""
    user = _person(request, "leads.release_hold")
    if "confirm" in request.POST:
        results = release_holds(lead_ids=[lead.pk for lead in leads], actor=user)
        return _results(request, context, leads, results, _("Clock restarted"), _("It was running"))

    def attempt(lead: Lead) -> object:
        return release_holds(lead_ids=[lead.pk], actor=user)

    preview = _preview(leads, attempt, question=_("Restart these clocks now?"), confirm=_("Restart the clocks"))
    return _page(request, context, "release_holds", leads, preview, None)


def _preview(leads: Sequence[Lead], attempt: Callable[[Lead], object], *, question: str, confirm: str) -> BulkPreview:
    before = protections_of(lead.pk for lead in leads)
    return BulkPreview(
        question=question,
        confirm=confirm,
        before_label=_("Now"),
        after_label=_("Afterwards"),
        rows=[_preview_row(lead, before.get(lead.pk), attempt) for lead in leads],
    )


def _preview_row(lead: Lead, before: Protection | None, attempt: Callable[[Lead], object]) -> Row:
    url = reverse("admin:leads_lead_change", args=[lead.pk])
    refusals: list[str] = []

    def change() -> None:
        results = attempt(lead)
        assert isinstance(results, list)
        refusals.extend(str(result.error) for result in results if result.error is not None)
        if not refusals and not results[0].changed:
            refusals.append(_("Nothing to do: it is so already."))

    try:
        after = preview_change(lead.pk, change).after
    except DomainError as error:
        return Row(subject=str(lead), url=url, before=_clock(before), refusal=str(error))
    if refusals:
        return Row(subject=str(lead), url=url, before=_clock(before), refusal=refusals[0])
    return Row(subject=str(lead), url=url, before=_clock(before), after=_clock(after))


def _clock(protection: Protection | None) -> str:
    if protection is None:
        return "–"
    if protection.clock_stopped:
        return _("stands, %(left)s left") % {"left": span(protection.remaining)}
    return _("runs until %(at)s") % {"at": moment(protection.protection_expires_at)}


def _page(
    request: HttpRequest,
    context: dict[str, Any],
    action: str,
    leads: Sequence[Lead],
    preview: BulkPreview,
    form: forms.Form | None,
) -> HttpResponse:
    hidden = [("action", action), *((ACTION_CHECKBOX_NAME, str(lead.pk)) for lead in leads)]
    return TemplateResponse(
        request,
        "admin/bulk_preview.html",
        {
            **context,
            "title": preview.question,
            "preview": preview,
            "form": form,
            "hidden": hidden,
            "cancel_url": reverse("admin:leads_lead_changelist"),
        },
    )


def _results(
    request: HttpRequest,
    context: dict[str, Any],
    leads: Sequence[Lead],
    results: Sequence[BulkResult],
    done: str,
    unchanged: str,
) -> HttpResponse:
    found = {result.lead_id: result for result in results}
    rows = [_result_row(lead, found[lead.pk], done, unchanged) for lead in leads]
    preview = BulkPreview(question=_("Result"), confirm="", before_label="", after_label="", rows=rows)
    return TemplateResponse(
        request,
        "admin/bulk_result.html",
        {
            **context,
            "title": _("Result"),
            "result": preview,
            "back_url": reverse("admin:leads_lead_changelist"),
        },
    )


def _result_row(lead: Lead, result: BulkResult, done: str, unchanged: str) -> Row:
    url = reverse("admin:leads_lead_change", args=[lead.pk])
    if result.error is not None:
        return Row(subject=str(lead), url=url, outcome=_("Refused"), refusal=str(result.error), tone=Tone.WARNING)
    if result.changed:
        return Row(subject=str(lead), url=url, outcome=done, tone=Tone.GOOD)
    return Row(subject=str(lead), url=url, outcome=unchanged, tone=Tone.NEUTRAL)


def _person(request: HttpRequest, permission: str) -> User:
    if not isinstance(request.user, User) or not request.user.has_perm(permission):
        raise PermissionDenied
    return request.user
