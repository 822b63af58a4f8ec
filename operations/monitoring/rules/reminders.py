"""Reminders: sent within the hour, by somebody who is at work."""

from datetime import timedelta
from decimal import Decimal

from operations.monitoring.rules.kpis import missed, watch
from operations.monitoring.rules.objectives import Objective
from operations.monitoring.rules.rule import Rule, Watch
from operations.monitoring.rules.series import recorded

OVERDUE = recorded("freshops_reminders_overdue", "territory")
IN_TIME = recorded("lead_reminder_processing_time_bucket", "territory", matchers='{le="3600.0"}')
SENT = recorded("lead_reminder_processing_time_count", "territory")

# Most go out at 08:00: a window of six hours has the whole morning in it.
IN_TIME_OBJECTIVE = Objective(
    name="lead_reminder_processing_time",
    kpi="reminder_sla",
    target=Decimal("0.95"),
    burn_rate=Decimal(6),
    good=IN_TIME.record,
    total=SENT.record,
    long="6h",
    short="30m",
    least=10,
)

RECORDINGS = (OVERDUE, IN_TIME, SENT, *IN_TIME_OBJECTIVE.recordings())
RULES = (
    Rule(
        "ReminderOverdue",
        f"{OVERDUE.record} > 0",
        "{{ $value }} reminders in {{ $labels.territory }} are more than 60 minutes late",
        "They are due and unsent. Sent and due are not compared: a sender that is dead sends as little as an idle one.",
        hold=timedelta(minutes=2),
        watches=(Watch("freshops_reminders_overdue"),),
    ),
    Rule(
        "ReminderScanStalled",
        "min(freshops_reminder_last_scan_age_seconds) > $age",
        "Reminders were last looked for {{ $value | humanizeDuration }} ago",
        "A scan runs every five minutes. A worker can look alive and do nothing; only a finished scan counts.",
        limits={"age": timedelta(minutes=15)},
        watches=(Watch("freshops_reminder_last_scan_age_seconds"),),
    ),
    Rule(
        "ReminderSlaMissed",
        f"{missed('reminder_sla')}\nor on (territory) {IN_TIME_OBJECTIVE.burning}",
        "Only {{ $value | humanizePercentage }} of reminders in {{ $labels.territory }} went out within 60 minutes",
        "The KPI reminder_sla is under its target, or six times as many of today's are late as it allows.",
        hold=timedelta(minutes=5),
        watches=(watch("reminder_sla"), Watch("lead_reminder_processing_time_count")),
    ),
)
