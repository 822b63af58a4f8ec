"""Checks of reminders: whether they go out, and which did not."""

from django.utils.translation import gettext_lazy as _

from operations.runbooks.checks.registry import Check, register
from operations.runbooks.checks.words import columns

SCAN_SECONDS = 15 * 60

register(
    Check(
        name="reminders_overdue",
        title=_("Overdue reminders"),
        description=_("Reminders that fell due more than 60 minutes ago and have not been sent."),
        permission="leads.view_leadreminder",
        sql="reminders_overdue",
        scoped=True,
        at_most=0,
        columns=columns("lead_id", "company", "territory", "owner", "due_at", "reminder_status"),
    ),
    Check(
        name="reminders_failing",
        title=_("Reminders that fail"),
        description=_("Reminders that are due and could not be sent so far, with the last error."),
        permission="leads.view_leadreminder",
        sql="reminders_failing",
        scoped=True,
        at_most=0,
        columns=columns(
            "lead_id", "company", "territory", "owner", "due_at", "reminder_status", "attempts", "remark"
        ),
    ),
    Check(
        name="reminders_due_today",
        title=_("Reminders of today"),
        description=_("Reminders that fall due today, sent or not."),
        permission="leads.view_leadreminder",
        sql="reminders_due_today",
        scoped=True,
        columns=columns(
            "lead_id", "company", "territory", "owner", "reminder_due_at", "reminder_status", "sent_at",
            "protection_expires_at",
        ),
    ),
    Check(
        name="reminder_scan_age",
        title=_("Last scan for due reminders"),
        description=_("How long ago a scan for due reminders last ended well."),
        permission="leads.view_leadreminder",
        sql="reminder_scan_age",
        unit="seconds",
        at_most=SCAN_SECONDS,
        columns=columns("value", "job", "last_success", value=_("age in seconds")),
    ),
    Check(
        name="reminder_sla",
        title=_("Reminders within 60 minutes"),
        description=_("Of the reminders that fell due in the last 7 days, the share that went out within 60 minutes."),
        permission="leads.view_leadreminder",
        sql="reminder_sla",
        scoped=True,
        unit="share",
        at_least=0.95,
        columns=columns("value", "due", "in_time", value=_("share in time")),
    ),
    Check(
        name="expiries_without_reminder",
        title=_("Expired without a reminder"),
        description=_("Leads that lost protection though nobody was reminded, and that nobody has acknowledged."),
        permission="leads.view_leadexpiry",
        sql="expiries_without_reminder",
        scoped=True,
        at_most=0,
        columns=columns("lead_id", "company", "territory", "owner", "expired_at", "recorded_at"),
    ),
)  # fmt: skip
