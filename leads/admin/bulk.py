"""Stopping and restarting the clocks of many leads: one preview, then a result for each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone
from core.console.previews import BulkPreview, Row
from core.errors import DomainError
from core.models import User
from leads.admin.changes.forms import HOLD_REASONS
from leads.admin.fields import text_field
from leads.admin.texts import span, subject
from leads.models import HoldReason, Lead
from leads.protection import Protection
from leads.querysets.protection import protections_of
from leads.services.guard import preview_change
from leads.services.holds import BulkResult, place_holds, release_holds

MOST = 500  # one page of work: each row is its own transaction with its own preview

Text = str | Promise


class BulkHoldForm(forms.Form):
    """Why the clocks are stopped."""

    reason_code = forms.ChoiceField(label=gettext_lazy("Reason"), choices=HOLD_REASONS)
    reason = text_field(gettext_lazy("Explanation"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkChange:
    """A change of many leads at once: its texts, its right, and the service that makes it."""

    action: str
    title: Text
    question: Text
    done: Text
    unchanged: Text
    permission: str
    make: Callable[[Sequence[int], User, Mapping[str, Any]], list[BulkResult]]
    form: type[forms.Form] | None = None


def _place(lead_ids: Sequence[int], actor: User, data: Mapping[str, Any]) -> list[BulkResult]:
    # In a preview, nobody has chosen a reason yet; it moves no deadline.
    code = data.get("reason_code") or HoldReason.OTHER
    return place_holds(lead_ids=lead_ids, actor=actor, reason_code=code, reason=data.get("reason", ""))


def _release(lead_ids: Sequence[int], actor: User, data: Mapping[str, Any]) -> list[BulkResult]:
    return release_holds(lead_ids=lead_ids, actor=actor)


PLACE = BulkChange(
    action="place_holds",
    title=gettext_lazy("Stop the clocks"),
    question=gettext_lazy("Stop these clocks now?"),
    done=gettext_lazy("Clock stopped"),
    unchanged=gettext_lazy("It stands already"),
    permission="leads.place_hold",
    make=_place,
    form=BulkHoldForm,
)
RELEASE = BulkChange(
    action="release_holds",
    title=gettext_lazy("Restart the clocks"),
    question=gettext_lazy("Restart these clocks now?"),
    done=gettext_lazy("Clock restarted"),
    unchanged=gettext_lazy("It runs already"),
    permission="leads.release_hold",
    make=_release,
)


@dataclass(frozen=True, slots=True)
class BulkPage:
    """One bulk change of `leads`, which the user may see, by one person."""

    request: HttpRequest
    user: User
    change: BulkChange
    leads: Sequence[Lead]

    def respond(self, context: dict[str, Any]) -> TemplateResponse:
        """The preview; when it is confirmed, the change, with what became of each lead. Raises PermissionDenied."""
        if not self.user.has_perm(self.change.permission):
            raise PermissionDenied
        sent = {"confirm", "preview"} & self.request.POST.keys()
        form = self.change.form(self.request.POST if sent else None) if self.change.form else None
        if "confirm" not in self.request.POST or (form is not None and not form.is_valid()):
            return self._preview(context, form)
        data = form.cleaned_data if form else {}
        return self._results(context, self.change.make([lead.pk for lead in self.leads], self.user, data))

    @property
    def _list(self) -> str:
        return self.request.get_full_path()  # the list's address, with its filters

    def _preview(self, context: dict[str, Any], form: forms.Form | None) -> TemplateResponse:
        before = protections_of(lead.pk for lead in self.leads)
        preview = BulkPreview(
            question=self.change.question,
            confirm=self.change.title,
            before_label=_("Now"),
            after_label=_("Afterwards"),
            rows=[self._preview_row(lead, before.get(lead.pk)) for lead in self.leads],
        )
        chosen = [(ACTION_CHECKBOX_NAME, str(lead.pk)) for lead in self.leads]
        page = {
            "title": self.change.title,
            "preview": preview,
            "form": form,
            "hidden": [("action", self.change.action), *chosen],
            "cancel_url": self._list,
        }
        status = 422 if form is not None and form.errors else 200
        return TemplateResponse(self.request, "admin/bulk_preview.html", {**context, **page}, status=status)

    def _preview_row(self, lead: Lead, before: Protection | None) -> Row:
        results: list[BulkResult] = []

        def attempt() -> None:
            results.extend(self.change.make([lead.pk], self.user, {}))

        row = Row(subject=subject(lead), url=_page(lead), before=_clock(before))
        try:
            after = preview_change(lead.pk, attempt).after
        except DomainError as error:
            return replace(row, refusal=str(error))
        (result,) = results
        if result.error is not None:
            return replace(row, refusal=str(result.error))
        return replace(row, after=_clock(after)) if result.changed else replace(row, refusal=self.change.unchanged)

    def _results(self, context: dict[str, Any], results: Sequence[BulkResult]) -> TemplateResponse:
        rows = [self._result_row(lead, result) for lead, result in zip(self.leads, results, strict=True)]
        outcome = BulkPreview(question=_("Result"), confirm="", before_label="", after_label="", rows=rows)
        page = {"title": self.change.title, "result": outcome, "back_url": self._list}
        return TemplateResponse(self.request, "admin/bulk_result.html", {**context, **page})

    def _result_row(self, lead: Lead, result: BulkResult) -> Row:
        row = Row(subject=subject(lead), url=_page(lead))
        if result.error is not None:
            return replace(row, outcome=_("Refused"), refusal=str(result.error), tone=Tone.WARNING)
        if result.changed:
            return replace(row, outcome=self.change.done, tone=Tone.GOOD)
        return replace(row, outcome=self.change.unchanged, tone=Tone.NEUTRAL)


def _page(lead: Lead) -> str:
    return reverse("admin:leads_lead_change", args=[lead.pk])


def _clock(protection: Protection | None) -> str:
    if protection is None:
        return "–"
    if protection.clock_stopped:
        return _("stands, %(left)s left") % {"left": span(protection.remaining)}
    values = {"at": moment(protection.protection_expires_at)}
    return (_("runs until %(at)s") if protection.is_protected else _("ended on %(at)s")) % values
