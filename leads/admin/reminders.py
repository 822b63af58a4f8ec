"""The list of reminders."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from leads.admin.fact_list import FactListAdmin, person
from leads.admin.texts import reminder_badge
from leads.models import LeadReminder
from leads.services.reminders import retry_reminder
from leads.services.reminders.words import told


@admin.register(LeadReminder)
class LeadReminderAdmin(FactListAdmin):
    """Every reminder: when it was due, when it was sent, and what went wrong."""

    list_display = ("lead_column", "user", "status_column", "due_column", "sent_column", "attempts", "remark_column")
    list_filter = ("status", "territory")
    list_select_related = ("user",)
    actions = ("retry",)

    @admin.display(description=gettext_lazy("Status"))
    def status_column(self, row: LeadReminder) -> SafeString:
        return reminder_badge(row)

    @admin.display(description=gettext_lazy("Due"), ordering="due_at")
    def due_column(self, row: LeadReminder) -> str:
        return moment(row.due_at)

    @admin.display(description=gettext_lazy("Sent"), ordering="sent_at")
    def sent_column(self, row: LeadReminder) -> str:
        return moment(row.sent_at)

    @admin.display(description=gettext_lazy("Remark"))
    def remark_column(self, row: LeadReminder) -> str:
        return told(row.cancel_reason or row.last_error) or "–"

    @admin.action(description=gettext_lazy("Try again …"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[LeadReminder]) -> HttpResponse:
        """Give reminders that were given up another round of attempts."""
        user = person(request)
        return self.confirmed(
            request,
            list(queryset),
            lambda row: retry_reminder(reminder_id=row.pk, actor=user),
            action="retry",
            question=_("Try to send these reminders again?"),
            before=lambda row: str(row.get_status_display()),
            after=_("will be sent with the next sweep"),
        )

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm("leads.retry_reminder")
