"""Correcting and voiding one fact: POST twice, first for the preview, then to confirm it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.console.previews import Change, Preview
from core.errors import DomainError
from core.models import User
from journal.admin.bulk import WhyForm
from journal.admin.confirming import Question, render
from operations.facts.admin.correction_form import CorrectionForm, digest
from operations.facts.admin.values import said
from operations.facts.models import BusinessFact
from operations.facts.services import correct_fact, void_fact


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact before one person, who may change it.

    `names` are the fields that can be corrected, `back` is its page, `service` corrects it.
    """

    request: HttpRequest
    user: User
    fact: BusinessFact
    names: Sequence[str]
    back: str
    service: Callable[..., BusinessFact] = correct_fact

    def correct(self, context: dict[str, Any]) -> HttpResponse:
        """The form, the preview, or, when that is confirmed and still holds, the correction and the fact's page."""
        form = CorrectionForm(self.request.POST or None, fact=self.fact, names=self.names, person=self.user)
        preview = None
        if self.request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    preview, made = self._try(form)
                if made:
                    messages.success(self.request, _("Corrected. Events no longer change what you entered."))
                    return HttpResponseRedirect(self.back)
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
        page = {
            "title": _("Correct"),
            "original": self.fact,
            "form": form,
            "preview": preview,
            "hidden": [("seen", digest(self.fact, self.names))],
            "cancel_url": self.back,
        }
        status = 422 if form.errors else 200
        return TemplateResponse(self.request, "admin/preview.html", {**context, **page}, status=status)

    def void(self, context: dict[str, Any]) -> HttpResponse:
        """The question, or, when it is confirmed, the fact's page."""
        form = WhyForm(self.request.POST or None)
        if self.request.method == "POST" and form.is_valid():
            void_fact(fact=self.fact, actor=self.user, why=form.cleaned_data["why"])
            messages.success(self.request, _("Voided. It counts nowhere from now on."))
            return HttpResponseRedirect(self.back)
        question = Question(
            title=_("Void this entry?"),
            confirm=_("Void"),
            consequences=[
                _("It stays, marked, with your reason; key figures no longer count it, also not for the past."),
                _("This cannot be taken back."),
            ],
            danger=True,
        )
        page = {"title": _("Void"), "original": self.fact}
        return render(self.request, {**context, **page}, question=question, form=form, cancel_url=self.back)

    def _try(self, form: CorrectionForm) -> tuple[Preview | None, bool]:
        """Correct it, and keep that only where this very change was confirmed."""
        if not form.changes:
            form.add_error(None, _("Nothing is different yet. Change a value, or cancel."))
            return None, False
        locked = type(self.fact).objects.select_for_update(no_key=True).get(pk=self.fact.pk)
        after = self.service(fact=locked, actor=self.user, why=form.cleaned_data["why"], **form.changes)
        made = "confirm" in self.request.POST and self._saw(form, locked)
        if not made:
            transaction.set_rollback(True)
        return self._preview(after), made

    def _saw(self, form: CorrectionForm, locked: BusinessFact) -> bool:
        if self.request.POST.get("seen") == digest(locked, self.names):
            return True
        form.add_error(None, _("The entry has changed since the preview. Look at it again and confirm."))
        return False

    def _preview(self, after: BusinessFact) -> Preview:
        shown = [field for field in after._meta.concrete_fields if field.name not in _BOOKKEEPING]
        changes = [
            Change(
                label=capfirst(_label(field)),
                before=said(field, getattr(self.fact, field.attname)),
                after=said(field, getattr(after, field.attname)),
            )
            for field in shown
        ]
        return Preview(
            question=_("Correct it like this?"),
            confirm=_("Correct"),
            changes=[change for change in changes if change.is_change],
            consequences=[_("Key figures count with it at once, also those of the past."), *self._frozen()],
        )

    def _frozen(self) -> list[str]:
        return [] if not self.fact.versions else [_("Events that come later do not change these values again.")]


# Says how values came about; nobody reads it in a preview.
_BOOKKEEPING = {"corrected", "versions"}


def _is_generated(field: Any) -> bool:
    return isinstance(field, models.GeneratedField)


def _label(field: Any) -> str:
    """The name of a field; a computed one has it on what it computes."""
    return str(field.output_field.verbose_name if _is_generated(field) else field.verbose_name)
