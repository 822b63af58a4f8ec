"""Key figures of protection: reminders and expiries."""

from django.utils.translation import gettext_lazy as _

from operations.kpis.registry import Direction, Kpi, Subject, Unit
from operations.runbooks.responsibilities import Responsibility

PROTECTION = (
    Kpi(
        name="reminder_sla",
        subject=Subject.PROTECTION,
        title=_("Reminders within 60 minutes"),
        formula=_("reminders sent within 60 minutes of falling due / reminders that fell due"),
        unit=Unit.SHARE,
        direction=Direction.AT_LEAST,
        owner=Responsibility.OPERATIONS_LEAD,
        runbook="protection-reminders#check-overdue",
        permission="leads.view_leadreminder",
        rows="admin:leads_leadreminder_changelist",
        rows_since="due_at__gte",
        rows_until="due_at__lt",
        empty=_("no reminders"),
    ),
    Kpi(
        name="expiries_without_reminder",
        subject=Subject.PROTECTION,
        title=_("Expiries without a reminder"),
        formula=_("leads that lost protection and nobody had been reminded"),
        unit=Unit.COUNT,
        direction=Direction.AT_MOST,
        owner=Responsibility.OPERATIONS_LEAD,
        runbook="expiry-disputes#read-history",
        permission="leads.view_leadexpiry",
        rows="admin:leads_leadexpiry_changelist",
        rows_since="expired_at__gte",
        rows_until="expired_at__lt",
        empty=_("no expiries"),
    ),
    Kpi(
        name="expiry_visibility",
        subject=Subject.PROTECTION,
        title=_("Expiry until it can be seen"),
        formula=_("longest time from the end of a protection to its event"),
        unit=Unit.SECONDS,
        direction=Direction.AT_MOST,
        owner=Responsibility.ENGINEERING_ON_CALL,
        runbook="reminder-pipeline#check-scan-age",
        permission="leads.view_leadexpiry",
        rows="admin:leads_leadexpiry_changelist",
        rows_since="expired_at__gte",
        rows_until="expired_at__lt",
        empty=_("no expiries"),
    ),
)
