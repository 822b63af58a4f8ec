"""Alerts about what everything runs on, and about alerting itself."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from operations.runbooks.alerts.alert import Alert
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

_Platform = partial(Alert, subject=Subject.PLATFORM, team=Responsibility.ENGINEERING_ON_CALL)

PLATFORM = (
    _Platform(
        name="TargetDown",
        severity=Severity.SEV2,
        title=_("FreshOps does not answer"),
        impact=_("Nobody can work, and all business alerts are blind."),
        runbook="incident-escalation",
        step="metrics-missing",
        also=(Responsibility.OPERATIONS_ON_CALL,),
    ),
    _Platform(
        name="MetricsMissing",
        severity=Severity.SEV2,
        title=_("Figures that alerts look at are missing"),
        impact=_("An alert is blind: what it watches for may be happening now."),
        runbook="incident-escalation",
        step="metrics-missing",
        also=(Responsibility.OPERATIONS_ON_CALL,),
    ),
    _Platform(
        name="CollectorFailing",
        severity=Severity.SEV3,
        title=_("A group of figures cannot be read"),
        impact=_("Alerts and dashboards go by old figures, and soon by none."),
        runbook="incident-escalation",
        step="metrics-missing",
    ),
    _Platform(
        name="RequestLatencyHigh",
        severity=Severity.SEV2,
        title=_("FreshOps answers slowly"),
        impact=_("Everybody works more slowly, and the CRM's reports pile up."),
        runbook="emergencies",
        step="latency-measure",
        also=(Responsibility.OPERATIONS_ON_CALL,),
    ),
    _Platform(
        name="HeartbeatLost",
        severity=Severity.SEV2,
        title=_("Nothing is done in the background"),
        impact=_("No reminders go out, no expiries are recorded, no KPI is measured."),
        runbook="reminder-pipeline",
        step="check-heartbeat",
        also=(Responsibility.OPERATIONS_ON_CALL,),
    ),
    _Platform(
        name="PeriodicJobStalled",
        severity=Severity.SEV3,
        title=_("A periodic job no longer succeeds"),
        impact=_("What it does is left undone, and what it checks goes unnoticed."),
        runbook="reminder-pipeline",
        step="check-jobs",
    ),
    _Platform(
        name="DatabaseConnectionsHigh",
        severity=Severity.SEV3,
        title=_("The database is running out of connections"),
        impact=_("Without a free connection nobody can work."),
        runbook="database-and-restore",
        step="connections-high",
    ),
    _Platform(
        name="CpuHigh",
        severity=Severity.SEV3,
        title=_("The processor is busy"),
        impact=_("Nothing yet for customers; pages get slower if it goes on."),
        runbook="emergencies",
        step="latency-relieve",
    ),
    _Platform(
        name="MemoryHigh",
        severity=Severity.SEV3,
        title=_("Memory is running out"),
        impact=_("Nothing yet for customers; the system ends programs when it is full."),
        runbook="emergencies",
        step="latency-relieve",
    ),
    _Platform(
        name="DiskFull",
        severity=Severity.SEV3,
        title=_("A disk is nearly full"),
        impact=_("Nothing yet for customers; on a full disk nothing can be saved."),
        runbook="database-and-restore",
        step="disk-full",
    ),
    _Platform(
        name="EscalationStalled",
        severity=Severity.SEV2,
        title=_("Incidents are not escalated"),
        impact=_("Nobody is called when nobody reacts: the next lost sample may go unnoticed."),
        runbook="incident-escalation",
        step="nobody-called",
        also=(Responsibility.OPERATIONS_LEAD,),
    ),
    _Platform(
        name="EscalationOverdue",
        severity=Severity.SEV1,
        title=_("An incident waits and nobody has been called"),
        impact=_("Something is wrong, and the people who could mend it do not know."),
        runbook="incident-escalation",
        step="nobody-called",
        also=(Responsibility.OPERATIONS_LEAD, Responsibility.OPERATIONS_ON_CALL),
    ),
    _Platform(
        name="RotaEmpty",
        severity=Severity.SEV3,
        title=_("Nobody is on call"),
        impact=_("Alerts go to the emergency contacts alone; an answer takes longer."),
        team=Responsibility.OPERATIONS_LEAD,
        runbook="incident-escalation",
        step="nobody-called",
        also=(Responsibility.MANAGEMENT,),
    ),
)
