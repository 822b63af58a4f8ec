"""What people said about steps, to read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.admin import ConsoleModelAdmin
from core.console.badges import Tone, badge
from core.console.paginator import CappedPaginator
from operations.runbooks.addresses import read_address
from operations.runbooks.models import StepFeedback


@admin.register(StepFeedback)
class StepFeedbackAdmin(ConsoleModelAdmin[StepFeedback]):
    """A list to look at: what did not help says what to write better."""

    paginator = CappedPaginator
    list_display = ("step_column", "helped_column", "comment_column", "asked_column", "who_column", "when_column")
    list_display_links = None
    list_filter = (("helped", admin.BooleanFieldListFilter), "source")
    list_select_related = ("version__runbook", "given_by")
    list_per_page = 50
    ordering = ("-recorded_at", "-id")
    sortable_by = ()
    actions = None
    search_fields = ("version__runbook__slug", "anchor", "comment")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("version__content")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: StepFeedback | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: StepFeedback | None = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("Step"))
    def step_column(self, row: StepFeedback) -> SafeString:
        slug = row.version.runbook.slug
        url = read_address(slug, row.anchor, row.version.number)
        where = row.anchor or _("the whole")
        return format_html('<a href="{}">{}</a> <span class="note">{}</span>', url, where, row.version.reference)

    @admin.display(description=gettext_lazy("Answer"))
    def helped_column(self, row: StepFeedback) -> SafeString:
        if row.helped:
            return badge(_("helped"), Tone.GOOD, icon="check")
        return badge(_("did not help"), Tone.WARNING, icon="alert")

    @admin.display(description=gettext_lazy("Comment"))
    def comment_column(self, row: StepFeedback) -> str:
        return row.comment or "–"

    @admin.display(description=gettext_lazy("Searched for"))
    def asked_column(self, row: StepFeedback) -> str:
        return row.asked or "–"

    @admin.display(description=gettext_lazy("Who"))
    def who_column(self, row: StepFeedback) -> str:
        return str(row.given_by)

    @admin.display(description=gettext_lazy("When"))
    def when_column(self, row: StepFeedback) -> str:
        return moment(row.recorded_at)
