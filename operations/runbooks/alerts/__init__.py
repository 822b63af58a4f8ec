"""The alerts that there are, by name: one vocabulary for rules, runbooks, incidents and pages."""

from operations.runbooks.alerts.alert import Alert
from operations.runbooks.alerts.capacity import CAPACITY
from operations.runbooks.alerts.events import EVENTS
from operations.runbooks.alerts.leads import LEADS
from operations.runbooks.alerts.money import MONEY
from operations.runbooks.alerts.people import PEOPLE
from operations.runbooks.alerts.platform import PLATFORM
from operations.runbooks.alerts.protection import PROTECTION
from operations.runbooks.alerts.supply import SUPPLY

__all__ = ["ALERTS", "WATCHDOG", "Alert"]

ALERTS = {alert.name: alert for alert in (*SUPPLY, *PROTECTION, *LEADS, *MONEY, *PEOPLE, *EVENTS, *PLATFORM, *CAPACITY)}

# Always firing, so that its silence says that nobody would hear the others. It wakes nobody, and has no runbook.
WATCHDOG = "Watchdog"
