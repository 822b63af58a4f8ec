"""Alerts about events: those we send, and those we are sent."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from operations.runbooks.alerts.alert import Alert
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

_Event = partial(Alert, subject=Subject.EVENTS, team=Responsibility.ENGINEERING_ON_CALL)

EVENTS = (
    _Event(
        name="OutboxLagHigh",
        severity=Severity.SEV2,
        title=_("Events arrive late"),
        impact=_("The CRM and other systems work with what was true a while ago."),
        runbook="emergencies",
        step="outbox-lag-measure",
        also=(Responsibility.OPERATIONS_ON_CALL,),
    ),
    _Event(
        name="RelayDown",
        severity=Severity.SEV2,
        title=_("Events are not delivered"),
        impact=_("What the CRM reports has no effect: clocks run although we owe something, and samples are not seen."),
        runbook="event-backlog",
        step="relay-alive",
        also=(Responsibility.OPERATIONS_ON_CALL,),
    ),
    _Event(
        name="DeliveriesParked",
        severity=Severity.SEV3,
        title=_("Events were refused and wait for a decision"),
        impact=_("A receiver does not know of them, and everything later about the same lead waits behind."),
        runbook="event-backlog",
        step="parked",
    ),
    _Event(
        name="IncomingEventsParked",
        severity=Severity.SEV3,
        title=_("Events came in that nobody understands"),
        impact=_("Facts are missing: a sample, an order or a call may not count."),
        runbook="event-backlog",
        step="incoming-parked",
        also=(Responsibility.SALES_OPERATIONS,),
    ),
    _Event(
        name="JournalPartitionsMissing",
        severity=Severity.SEV2,
        title=_("The journal has no room for the months to come"),
        impact=_("When they begin nothing can be recorded, and so nothing can be changed."),
        runbook="event-backlog",
        step="partitions",
    ),
    _Event(
        name="NotificationQueueFilling",
        severity=Severity.SEV3,
        title=_("The database's queue of notifications is filling"),
        impact=_("Events arrive a second later. Nothing is lost."),
        runbook="notify-queue",
        step="usage",
    ),
    _Event(
        name="NotificationQueueFull",
        severity=Severity.SEV2,
        title=_("The database's queue of notifications is nearly full"),
        impact=_("Once full, other programs on the same server can no longer save."),
        runbook="emergencies",
        step="notify-queue-measure",
    ),
)
