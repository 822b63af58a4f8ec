"""Checks of one lead, and of what loses protection, stands still or is owed."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from operations.runbooks.checks.registry import Check, Parameter, ParameterType, register
from operations.runbooks.checks.words import Title, columns

_LEAD = (Parameter("lead_id", _("Number of the lead"), ParameterType.LEAD_ID),)
# The check runs at 04:10 each night; two hours of delay are no reason to wake anybody.
_NIGHTLY = timedelta(hours=26)


def _days(label: Title, default: int) -> tuple[Parameter, ...]:
    return (Parameter("days", label, ParameterType.INTEGER, default=default),)


register(
    Check(
        name="protection_of_lead",
        title=_("Protection of a lead"),
        description=_("Owner, phase and deadline of a lead now, whether its clock stands, when its reminder is due."),
        permission="leads.view_lead",
        sql="protection_of_lead",
        parameters=_LEAD,
        scoped=True,
        columns=columns(
            "lead_id", "company", "territory", "owner", "lead_status", "protection", "phase", "clock_stopped",
            "stopped_since", "stopped_until", "protection_expires_at", "remaining", "grace_starts_at",
            "reminder_due_at",
        ),
    ),
    Check(
        name="holds_of_lead",
        title=_("Holds of a lead"),
        description=_("When the clock of a lead stood or stands, why, and who recorded it."),
        permission="leads.view_leadhold",
        sql="holds_of_lead",
        parameters=_LEAD,
        scoped=True,
        columns=columns(
            "reason_code", "reason", "start_at", "end_at", "by_rule", "recorded_by", "recorded_at", "voided_at"
        ),
    ),
    Check(
        name="activities_of_lead",
        title=_("Activities of a lead"),
        description=_("What was done about a lead; qualified activities restart its follow-up."),
        permission="leads.view_leadactivity",
        sql="activities_of_lead",
        parameters=_LEAD,
        scoped=True,
        columns=columns(
            "activity_kind", "qualified", "occurred_at", "recorded_at", "recorded_by", "source", "voided_at"
        ),
    ),
    Check(
        name="reminders_of_lead",
        title=_("Reminders of a lead"),
        description=_("Whom we reminded of which expiry, and what became of it."),
        permission="leads.view_leadreminder",
        sql="reminders_of_lead",
        parameters=_LEAD,
        scoped=True,
        columns=columns("window_start", "owner", "due_at", "reminder_status", "sent_at", "attempts", "remark"),
    ),
    Check(
        name="debts_of_lead",
        title=_("What we owe about a lead"),
        description=_("Samples, prices and documents that were requested, and whether they were delivered."),
        permission="leads.view_lead",
        sql="debts_of_lead",
        parameters=_LEAD,
        scoped=True,
        columns=columns("owed", "reference", "owed_since", "settled_at", "dropped_at", "recorded_at"),
    ),
    Check(
        name="events_of_lead",
        title=_("Events of a lead"),
        description=_("What the journal has about a lead, and what became of each event."),
        permission="journal.view_event",
        sql="events_of_lead",
        parameters=_LEAD,
        scoped=True,
        columns=columns("recorded_at", "event_type", "source", "event_id", "correlation_id", "deliveries"),
    ),
    Check(
        name="leads_by_phase",
        title=_("Leads by phase"),
        description=_("How many open leads are in each phase, by territory, and how many of their clocks stand."),
        permission="leads.view_lead",
        sql="leads_by_phase",
        scoped=True,
        columns=columns("territory", "phase", "leads", "clocks_standing"),
    ),
    Check(
        name="expiring_soon",
        title=_("Leads that expire soon"),
        description=_("Open leads that lose protection within so many days if nothing happens, and their reminders."),
        permission="leads.view_lead",
        sql="expiring_soon",
        parameters=_days(_("Within days"), 10),
        scoped=True,
        columns=columns(
            "lead_id", "company", "territory", "owner", "protection_expires_at", "reminder_status", "sent_at"
        ),
    ),
    Check(
        name="expired_recently",
        title=_("Leads that expired recently"),
        description=_("Open leads that lost protection in the last so many days, and whether somebody was reminded."),
        permission="leads.view_leadexpiry",
        sql="expired_recently",
        parameters=_days(_("In the last days"), 7),
        scoped=True,
        columns=columns("lead_id", "company", "territory", "owner", "expired_at", "sent_at", "acknowledged_at"),
    ),
    Check(
        name="clocks_standing",
        title=_("Clocks that stand for long"),
        description=_("Open leads whose clock has been standing for more than so many days, and why."),
        permission="leads.view_leadhold",
        sql="clocks_standing",
        parameters=_days(_("For more days than"), 30),
        scoped=True,
        columns=columns(
            "lead_id", "company", "territory", "owner", "reason_code", "reason", "stopped_since", "stopped_until"
        ),
    ),
    Check(
        name="samples_owed",
        title=_("Samples owed for long"),
        description=_("Samples that open leads have been waiting for longer than so many days: lost, or left lying."),
        permission="leads.view_lead",
        sql="samples_owed",
        parameters=_days(_("For more days than"), 7),
        scoped=True,
        at_most=0,
        columns=columns("lead_id", "company", "territory", "owner", "reference", "owed_since"),
    ),
    Check(
        name="protection_drift",
        title=_("Stored deadlines that differ"),
        description=_("How many stored deadlines differed from what their entries come to, at the last nightly check."),
        permission="leads.view_lead",
        sql="protection_drift",
        at_most=0,
        fresh_within=_NIGHTLY,
        columns=columns("value", "as_of", value=_("leads that differ")),
    ),
)  # fmt: skip
