"""The list of expiries: every end of protection, and whether anyone had been reminded of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone, badge
from leads.admin.fact_list import FactListAdmin, person
from leads.models import LeadExpiry
from leads.querysets.reminders import LeadExpiryQuerySet
from leads.services.expiries import acknowledge_expiry

_NARROW: dict[str, Callable[[LeadExpiryQuerySet], QuerySet[LeadExpiry]]] = {
    "open": lambda rows: rows.violations(),
    "seen": lambda rows: rows.filter(unreminded=True, acknowledged_at__isnull=False),
    "in_order": lambda rows: rows.filter(unreminded=False),
}


class ReminderFilter(admin.SimpleListFilter):
    """Whether a reminder had gone out, and if not, whether somebody has seen that."""

    title = gettext_lazy("reminder")
    parameter_name = "reminder"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("open", _("none was sent, to be acknowledged")),
            ("seen", _("none was sent, acknowledged")),
            ("in_order", _("in order")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LeadExpiry]) -> QuerySet[LeadExpiry]:
        narrow = _NARROW.get(self.value() or "")
        return narrow(queryset) if narrow and isinstance(queryset, LeadExpiryQuerySet) else queryset


@admin.register(LeadExpiry)
class LeadExpiryAdmin(FactListAdmin):
    """Every end of protection, and whether the representative had been reminded."""

    list_display = ("lead_column", "user", "expired_column", "reminded_column", "revived_column", "seen_column")
    list_filter = (ReminderFilter, "territory")
    list_select_related = ("user", "acknowledged_by")
    ordering = ("-id",)  # recorded as they happen; no other order has an index over all of them
    actions = ("acknowledge",)

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
            list(queryset),
            lambda row: acknowledge_expiry(expiry_id=row.pk, actor=user),
            action="acknowledge",
            question=_("Acknowledge these expiries?"),
            before=lambda row: moment(row.expired_at),
            after=_("acknowledged"),
        )

    def has_acknowledge_permission(self, request: HttpRequest) -> bool:
        """Who is offered the action."""
        return request.user.has_perm("leads.acknowledge_expiry")
