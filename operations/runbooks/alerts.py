"""The alerts that runbooks answer. Each alert leads to the first step that its `runbook_url` names."""

from dataclasses import dataclass

from operations.runbooks.addresses import absolute, read_address
from operations.runbooks.responsibilities import Severity


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert by name; `runbook` and `step` are where whoever it wakes begins."""

    name: str
    severity: Severity
    runbook: str
    step: str = ""

    @property
    def runbook_url(self) -> str:
        """Where whoever it wakes begins to read: the annotation of that name."""
        return absolute(read_address(self.runbook, self.step))


ALERTS = {
    alert.name: alert
    for alert in (
        Alert("LeadExpiredWithoutReminder", Severity.SEV1, "expiry-disputes", "read-history"),
        Alert("ProtectionDrift", Severity.SEV1, "lead-protection", "validate-clock"),
        Alert("ReminderOverdue", Severity.SEV2, "protection-reminders", "check-overdue"),
        Alert("ReminderScanStalled", Severity.SEV2, "reminder-pipeline", "check-scan-age"),
        Alert("OutboxLagHigh", Severity.SEV2, "emergencies", "outbox-lag-measure"),
        Alert("RelayDown", Severity.SEV2, "event-backlog", "relay-alive"),
        Alert("NotificationQueueFilling", Severity.SEV3, "notify-queue", "usage"),
        Alert("NotificationQueueFull", Severity.SEV2, "emergencies", "notify-queue-measure"),
        Alert("DeliveriesParked", Severity.SEV3, "event-backlog", "parked"),
        Alert("IncomingEventsParked", Severity.SEV3, "event-backlog", "incoming-parked"),
        Alert("JournalPartitionsMissing", Severity.SEV2, "event-backlog", "partitions"),
        Alert("RequestLatencyHigh", Severity.SEV2, "emergencies", "latency-measure"),
        Alert("HeartbeatLost", Severity.SEV2, "reminder-pipeline", "check-heartbeat"),
        Alert("PeriodicJobStalled", Severity.SEV3, "reminder-pipeline", "check-jobs"),
        Alert("DatabaseConnectionsHigh", Severity.SEV3, "database-and-restore", "connections-high"),
        Alert("MetricsMissing", Severity.SEV3, "incident-escalation", "metrics-missing"),
    )
}
