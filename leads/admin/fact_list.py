"""What the lists across leads have in common: facts are looked at here, and change on their lead's page."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.admin import ConsoleModelAdmin
from core.console.badges import Tone
from core.console.paginator import CappedPaginator
from core.console.previews import BulkPreview, Row
from core.errors import DomainError
from core.models import User
from leads.admin.texts import subject
from leads.models import Lead


class FactListAdmin(ConsoleModelAdmin[Any]):
    """A list of facts with their leads, also of leads that were deleted: evidence stays. Found by the lead's words."""

    paginator = CappedPaginator
    list_per_page = 50
    list_display_links = None
    search_fields = ("lead__company",)  # shows the field; get_search_results does it
    search_help_text = gettext_lazy("Beginning of any word of company, city or postal code")
    territory_path = "territory__in"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).prefetch_related("lead")
        user = person(request)
        return rows if user.is_superuser else rows.filter(**{self.territory_path: user.territories})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return (queryset.filter(lead__search__words=search_term) if search_term.strip() else queryset), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("Lead"))
    def lead_column(self, row: Any) -> SafeString:
        """The row's lead, as a link to its page."""
        return format_html('<a href="{}">{}</a>', lead_url(row), lead_name(row))

    def confirmed(
        self,
        request: HttpRequest,
        rows: Iterable[Any],
        work: Callable[[Any], object],
        *,
        action: str,
        question: str,
        before: Callable[[Any], str],
        after: str,
    ) -> HttpResponse:
        """Ask once for all of `rows`; when confirmed, do `work` with each and say what became of it."""
        lines = [Row(subject=lead_name(row), url=lead_url(row), before=before(row), after=after) for row in rows]
        back = request.get_full_path()  # the list's address, with its filters
        context = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media, "title": question}
        preview = BulkPreview(
            question=question, confirm=question, before_label=_("Now"), after_label=_("Afterwards"), rows=lines
        )
        if "confirm" in request.POST:
            done = [_outcome(line, row, work) for line, row in zip(lines, rows, strict=True)]
            page = {"result": replace(preview, rows=done), "back_url": back}
            return TemplateResponse(request, "admin/bulk_result.html", {**context, **page})
        hidden = [("action", action), *((ACTION_CHECKBOX_NAME, str(row.pk)) for row in rows)]
        page = {"preview": preview, "hidden": hidden, "cancel_url": back}
        return TemplateResponse(request, "admin/bulk_preview.html", {**context, **page})


def _outcome(line: Row, row: Any, work: Callable[[Any], object]) -> Row:
    try:
        work(row)
    except DomainError as error:
        return replace(line, outcome=_("Refused"), refusal=str(error), tone=Tone.WARNING)
    return replace(line, outcome=line.after, tone=Tone.GOOD)


def lead_of(row: Any) -> Lead | None:
    """The lead that a fact is about; None where it was deleted."""
    try:
        lead: Lead = row.lead
    except Lead.DoesNotExist:
        return None
    return lead


def lead_name(row: Any) -> str:
    """Company and place of a fact's lead."""
    lead = lead_of(row)
    return subject(lead) if lead else _("Lead %(id)s (deleted)") % {"id": row.lead_id}


def lead_url(row: Any) -> str:
    """The page of a fact's lead; of a deleted one, its history."""
    return reverse("admin:leads_lead_change" if lead_of(row) else "admin:leads_lead_history", args=[row.lead_id])


def person(request: HttpRequest) -> User:
    """Who is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
