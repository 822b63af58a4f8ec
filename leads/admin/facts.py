"""Lists across leads: reminders, expiries, holds; and the policies."""

from collections.abc import Callable, Iterable
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

from core.console.badges import Tone, badge
from core.console.paginator import CappedPaginator
from core.console.previews import BulkPreview, Row
from core.errors import DomainError
from core.models import User
from leads.admin.texts import moment
from leads.models import LeadExpiry, LeadHold, LeadReminder, ProtectionPolicy, ReminderStatus
from leads.services.expiries import acknowledge_expiry
from leads.services.reminders import retry_reminder
from leads.services.reminders.words import told

_TONES = {
    ReminderStatus.PENDING: Tone.WARNING,
    ReminderStatus.SENT: Tone.GOOD,
    ReminderStatus.CANCELLED: Tone.NEUTRAL,
    ReminderStatus.DEAD: Tone.DANGER,
}


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """A list to look at: facts change on their lead's page, with a preview."""

    paginator = CappedPaginator
    show_full_result_count = False
    list_per_page = 50
    territory_path = "territory__in"

    def get_queryset(self, request: HttpRequest) -> QuerySet[models.Model]:
        rows = super().get_queryset(request)
        user = request.user
        return rows if user.is_superuser else rows.filter(**{self.territory_path: getattr(user, "territories", [])})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def confirmed(
        self,
        request: HttpRequest,
        rows: Iterable[models.Model],
        work: Callable[[models.Model], object],
        *,
        action: str,
        question: str,
        before: Callable[[models.Model], str],
        after: str,
    ) -> HttpResponse:
        """Ask once for all of `rows`; when confirmed, do `work` with each and say what became of it."""
        confirmed = "confirm" in request.POST
        lines = [self._line(row, work if confirmed else None, before(row), after) for row in rows]
        preview = BulkPreview(
            question=question, confirm=question, before_label=_("Now"), after_label=_("Afterwards"), rows=lines
        )
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        hidden = [("action", action), *((ACTION_CHECKBOX_NAME, str(row.pk)) for row in rows)]
        context = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media, "title": question}
        if confirmed:
            return TemplateResponse(request, "admin/bulk_result.html", {**context, "result": preview, "back_url": back})
        return TemplateResponse(
            request, "admin/bulk_preview.html", {**context, "preview": preview, "hidden": hidden, "cancel_url": back}
        )

    def _line(self, row: models.Model, work: Callable[[models.Model], object] | None, before: str, after: str) -> Row:
        url = reverse("admin:leads_lead_change", args=[row.lead_id])  # type: ignore[attr-defined]
        subject = str(row.lead)  # type: ignore[attr-defined]
        if work is None:
            return Row(subject=subject, url=url, before=before, after=after)
        try:
            work(row)
        except DomainError as error:
            return Row(subject=subject, url=url, outcome=_("Refused"), refusal=str(error), tone=Tone.WARNING)
        return Row(subject=subject, url=url, outcome=after, tone=Tone.GOOD)


def lead_link(row: Any) -> SafeString:
    """The row's lead, as a link to its page."""
    return format_html('<a href="{}">{}</a>', reverse("admin:leads_lead_change", args=[row.lead_id]), row.lead)


def person(request: HttpRequest) -> User:
    """Who is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@admin.register(LeadReminder)
class LeadReminderAdmin(ReadOnlyAdmin):
    """Every reminder: when it was due, when it was sent, and what went wrong."""

    list_display = ("lead_column", "user", "status_column", "due_column", "sent_column", "attempts", "remark_column")
    list_display_links = None
    list_filter = ("status",)
    list_select_related = ("lead", "user")
    actions = ("retry",)

    @admin.display(description=gettext_lazy("Lead"))
    def lead_column(self, row: LeadReminder) -> SafeString:
        return lead_link(row)

    @admin.display(description=gettext_lazy("Status"))
    def status_column(self, row: LeadReminder) -> SafeString:
        status = ReminderStatus(row.status)
        return badge(status.label, _TONES[status], icon="")

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
            list(queryset.select_related("lead")),
            lambda row: retry_reminder(reminder_id=row.pk, actor=user),
            action="retry",
            question=_("Try to send these reminders again?"),
            before=lambda row: str(ReminderStatus(row.status).label),  # type: ignore[attr-defined]
            after=_("will be sent with the next sweep"),
        )

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm("leads.retry_reminder")


@admin.register(LeadExpiry)
class LeadExpiryAdmin(ReadOnlyAdmin):
    """Every end of protection, and whether the representative had been reminded."""

    list_display = ("lead_column", "user", "expired_column", "reminded_column", "revived_column", "seen_column")
    list_display_links = None
    list_filter = ("unreminded", ("acknowledged_at", admin.EmptyFieldListFilter))
    list_select_related = ("lead", "user", "acknowledged_by")
    actions = ("acknowledge",)

    @admin.display(description=gettext_lazy("Lead"))
    def lead_column(self, row: LeadExpiry) -> SafeString:
        return lead_link(row)

    @admin.display(description=gettext_lazy("Expired"), ordering="expired_at")
    def expired_column(self, row: LeadExpiry) -> str:
        return moment(row.expired_at)

    @admin.display(description=gettext_lazy("Reminder"))
    def reminded_column(self, row: LeadExpiry) -> SafeString | str:
        return badge(_("none was sent"), Tone.DANGER, icon="alert") if row.unreminded else _("in order")

    @admin.display(description=gettext_lazy("Revived"), ordering="revived_at")
    def revived_column(self, row: LeadExpiry) -> str:
        return moment(row.revived_at)

    @admin.display(description=gettext_lazy("Acknowledged"))
    def seen_column(self, row: LeadExpiry) -> str:
        return f"{moment(row.acknowledged_at)}, {row.acknowledged_by}" if row.acknowledged_at else "–"

    @admin.action(description=gettext_lazy("Acknowledge …"), permissions=["acknowledge"])
    def acknowledge(self, request: HttpRequest, queryset: QuerySet[LeadExpiry]) -> HttpResponse:
        """Say that somebody has seen these violations."""
        user = person(request)
        return self.confirmed(
            request,
            list(queryset.select_related("lead")),
            lambda row: acknowledge_expiry(expiry_id=row.pk, actor=user),
            action="acknowledge",
            question=_("Acknowledge these expiries?"),
            before=lambda row: moment(row.expired_at),  # type: ignore[attr-defined]
            after=_("acknowledged"),
        )

    def has_acknowledge_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm("leads.acknowledge_expiry")


@admin.register(LeadHold)
class LeadHoldAdmin(ReadOnlyAdmin):
    """Every hold; placed, corrected and voided on the lead's page."""

    list_display = ("lead_column", "reason_code", "reason", "start_column", "end_column", "created_by")
    list_display_links = None
    territory_path = "lead__territory__in"
    list_filter = ("reason_code", ("end_at", admin.EmptyFieldListFilter), ("voided_at", admin.EmptyFieldListFilter))
    list_select_related = ("lead", "created_by")

    @admin.display(description=gettext_lazy("Lead"))
    def lead_column(self, row: LeadHold) -> SafeString:
        return lead_link(row)

    @admin.display(description=gettext_lazy("From"), ordering="start_at")
    def start_column(self, row: LeadHold) -> str:
        return moment(row.start_at)

    @admin.display(description=gettext_lazy("Until"), ordering="end_at")
    def end_column(self, row: LeadHold) -> SafeString | str:
        return badge(_("open"), Tone.HELD, icon="pause") if row.end_at is None else moment(row.end_at)


@admin.register(ProtectionPolicy)
class ProtectionPolicyAdmin(admin.ModelAdmin[ProtectionPolicy]):
    """The lengths of protection. New ones are added; none is ever changed."""

    list_display = ("name", "months", "follow_up_days", "grace_days", "valid_from")

    def has_change_permission(self, request: HttpRequest, obj: ProtectionPolicy | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ProtectionPolicy | None = None) -> bool:
        return False
