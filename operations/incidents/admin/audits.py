"""What the auditor of the escalation found: open findings first. An empty list is the good news."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone, badge, with_note
from core.console.filters import TabFilter
from core.models import User
from journal.admin.read_only import ReadOnlyAdmin
from operations.incidents.models import EscalationAudit
from operations.incidents.wording import responsibility_name


class ClearedTabs(TabFilter):
    """What is still so, and what no longer is."""

    title = gettext_lazy("state")
    parameter_name = "cleared"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("no", _("still so")), ("yes", _("cleared"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "no":
                return queryset.filter(cleared_at=None)
            case "yes":
                return queryset.filter(cleared_at__isnull=False)
        return queryset


@admin.register(EscalationAudit)
class EscalationAuditAdmin(ReadOnlyAdmin):
    """Findings, to look at."""

    list_display = ("finding_column", "state_column", "incident_column", "found_column", "seen_column", "mailed_column")
    list_display_links = None
    list_filter = (ClearedTabs,)

    def narrowed(self, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        return rows  # whether escalation is alive concerns everyone who may ask

    def get_ordering(self, request: HttpRequest) -> Any:
        return (F("cleared_at").desc(nulls_first=True), "-id")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("admin:incidents_escalationaudit_changelist")  # the list says all there is to say

    @admin.display(description=gettext_lazy("Finding"))
    def finding_column(self, row: EscalationAudit) -> SafeString | str:
        label = str(row.get_finding_display())
        return with_note(label, responsibility_name(row.concerns)) if row.concerns else label

    @admin.display(description=gettext_lazy("State"))
    def state_column(self, row: EscalationAudit) -> SafeString:
        if row.cleared_at is None:
            return badge(_("still so"), Tone.DANGER, icon="alert")
        return with_note(badge(_("cleared"), Tone.GOOD, icon="check"), moment(row.cleared_at))

    @admin.display(description=gettext_lazy("Incident"))
    def incident_column(self, row: EscalationAudit) -> SafeString | str:
        if row.incident_id is None:
            return "–"
        url = reverse("admin:incidents_incident_change", args=[row.incident_id])
        return format_html('<a href="{}">#{}</a>', url, row.incident_id)

    @admin.display(description=gettext_lazy("Found"))
    def found_column(self, row: EscalationAudit) -> str:
        return moment(row.found_at)

    @admin.display(description=gettext_lazy("Last seen"))
    def seen_column(self, row: EscalationAudit) -> str:
        return moment(row.seen_at)

    @admin.display(description=gettext_lazy("Told by mail"))
    def mailed_column(self, row: EscalationAudit) -> str:
        return moment(row.mailed_at)
