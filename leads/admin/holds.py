"""The list of holds."""

from typing import Any

from django.contrib import admin
from django.contrib.postgres.functions import TransactionNow
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone, badge, with_note
from leads.admin.fact_list import FactListAdmin
from leads.models import LeadHold


class HoldFilter(admin.SimpleListFilter):
    """Whether a hold stands, is over, or was voided."""

    title = gettext_lazy("clock")
    parameter_name = "clock"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("stands", _("stands")), ("over", _("runs again")), ("voided", _("voided"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LeadHold]) -> QuerySet[LeadHold]:
        stands = Q(end_at__isnull=True) | Q(end_at__gt=TransactionNow())
        narrow = {
            "stands": stands & Q(voided_at__isnull=True),
            "over": ~stands & Q(voided_at__isnull=True),
            "voided": Q(voided_at__isnull=False),
        }
        return queryset.filter(narrow.get(self.value() or "", Q()))


@admin.register(LeadHold)
class LeadHoldAdmin(FactListAdmin):
    """Every hold; placed, corrected and voided on the lead's page."""

    list_display = ("lead_column", "reason_column", "start_column", "end_column", "recorded_column")
    list_filter = (HoldFilter, "reason_code", "lead__territory")
    list_select_related = ("created_by",)
    ordering = ("-id",)  # the latest entry first; no other order has an index over all of them
    territory_path = "lead__territory__in"

    @admin.display(description=gettext_lazy("Reason"))
    def reason_column(self, row: LeadHold) -> SafeString:
        return with_note(row.get_reason_code_display(), row.reason)

    @admin.display(description=gettext_lazy("From"), ordering="start_at")
    def start_column(self, row: LeadHold) -> str:
        return moment(row.start_at)

    @admin.display(description=gettext_lazy("Until"), ordering="end_at")
    def end_column(self, row: LeadHold) -> SafeString | str:
        if row.voided_at is not None:
            return badge(_("voided"), Tone.NEUTRAL, icon="")
        return badge(_("open"), Tone.HELD, icon="pause") if row.end_at is None else moment(row.end_at)

    @admin.display(description=gettext_lazy("Recorded"))
    def recorded_column(self, row: LeadHold) -> SafeString:
        return with_note(moment(row.recorded_at), str(row.created_by or row.source or _("database")))
