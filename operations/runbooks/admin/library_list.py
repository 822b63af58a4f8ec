"""The list of the library: what there is, who keeps it, whether it is still looked after."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.console.admin import ConsoleModelAdmin
from core.console.badges import with_note
from operations.runbooks.addresses import read_address
from operations.runbooks.admin.filters import AlertFilter, OwnerFilter, ShownTabs, TerritoryFilter
from operations.runbooks.admin.texts import day, draft_badge, is_past, language_here, past_review_badge, role_name
from operations.runbooks.models import Runbook, RunbookVersion
from operations.runbooks.querysets.library import library
from operations.runbooks.search.asking import LONGEST_QUESTION, rank_question
from operations.runbooks.search.confidence import MATCHED_FROM

MOST_FOUND = 20


class LibraryChangeList(ChangeList):
    """Each runbook leads to the page on which it is read, which is told what was searched for."""

    def url_for_result(self, result: Any) -> str:
        asked = _cut(self.query)
        return read_address(result.slug) + (f"?{urlencode({'asked': asked})}" if asked else "")


class LibraryListMixin(ConsoleModelAdmin[Runbook]):
    """What the list shows, filters and finds."""

    list_display = ("title_column", "territories_column", "alerts_column", "owner_column", "review_column", "version")
    list_display_links = ("title_column",)
    list_filter = (ShownTabs, OwnerFilter, TerritoryFilter, AlertFilter)
    list_per_page = 50
    search_fields = ("slug",)  # shows the field; get_search_results does it
    search_help_text = gettext_lazy("What is wrong, in your own words, or a part of the title")
    preserve_filters = False  # a page that is read does not lead back to a list
    sortable_by = ("title_column", "review_column")
    actions = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return LibraryChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return library(signed_in(request), language_here())

    def get_ordering(self, request: HttpRequest) -> Any:
        return (Lower("title"), "pk")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What the help system would answer, the best first; then what has the words in its title."""
        wanted = _cut(search_term)
        if not wanted:
            return queryset, False
        found = _answers(request, wanted)
        ranks = [When(pk=pk, then=Value(rank)) for rank, pk in enumerate(found)]
        rank = Case(*ranks, default=Value(MOST_FOUND), output_field=IntegerField())
        rows = queryset.filter(Q(pk__in=found) | Q(title__icontains=wanted) | Q(slug__icontains=wanted))
        return rows.annotate(rank=rank).order_by("rank", Lower("title"), "pk"), False

    @admin.display(description=gettext_lazy("Runbook"), ordering=Lower("title"))
    def title_column(self, row: Any) -> SafeString:
        return with_note(row.title, row.slug)

    @admin.display(description=gettext_lazy("Territories"))
    def territories_column(self, row: Any) -> str:
        return ", ".join(row.territories or ()) or _("all")

    @admin.display(description=gettext_lazy("Alerts"))
    def alerts_column(self, row: Any) -> SafeString | str:
        alerts = list(row.alerts or ())
        if not alerts:
            return "–"
        more = _("and %(count)s more") % {"count": len(alerts) - 1} if len(alerts) > 1 else ""
        return with_note(alerts[0], more)

    @admin.display(description=gettext_lazy("Owner"))
    def owner_column(self, row: Any) -> str:
        return role_name(row.owner or "")

    @admin.display(description=gettext_lazy("Review by"), ordering="review_due")
    def review_column(self, row: Any) -> SafeString:
        late = row.number is not None and is_past(row.review_due or "")
        return with_note(day(row.review_due or ""), past_review_badge() if late else "")

    @admin.display(description=gettext_lazy("Version"))
    def version(self, row: Any) -> SafeString:
        return format_html("{} {}", row.number or "–", draft_badge() if row.has_draft else "")


def _cut(typed: str) -> str:
    """As much of what was typed as search takes."""
    return typed.strip()[:LONGEST_QUESTION].strip()


def _answers(request: HttpRequest, question: str) -> list[int]:
    """The ids of the runbooks that answer a question; looked up once a page, though its tabs count what it finds, too.

    It is not counted as a question to the help system: people look through a list, page by page.
    """
    known: list[int] | None = getattr(request, "runbooks_found", None)
    if known is None:
        found = rank_question(question, language_here())[:MOST_FOUND]
        is_matched = bool(found) and found[0].confidence >= MATCHED_FROM
        versions = [each.version_id for each in found] if is_matched else []
        runbooks = dict(RunbookVersion.objects.filter(pk__in=versions).values_list("pk", "runbook_id"))
        known = [runbooks[pk] for pk in versions]
        request.runbooks_found = known  # type: ignore[attr-defined]
    return known
