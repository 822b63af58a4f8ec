"""What leads into runbooks from outside them: alerts, and pages of the admin."""

from collections.abc import Iterator
from dataclasses import dataclass

from operations.runbooks.alerts import ALERTS


@dataclass(frozen=True, slots=True)
class DeepLink:
    """Something named that leads to a runbook, or to a step in it."""

    name: str
    runbook: str
    step: str = ""


# Which pages of the admin offer which step: model -> where its page leads.
PAGES = {
    "leads.lead": DeepLink("leads.lead", "lead-protection", "check-status"),
    "leads.leadreminder": DeepLink("leads.leadreminder", "protection-reminders", "check-reminder"),
    "leads.leadexpiry": DeepLink("leads.leadexpiry", "expiry-disputes"),
    "leads.leadhold": DeepLink("leads.leadhold", "lead-holds"),
    "journal.delivery": DeepLink("journal.delivery", "event-backlog"),
    "journal.incomingevent": DeepLink("journal.incomingevent", "event-backlog"),
    "journal.replay": DeepLink("journal.replay", "event-replay"),
}


def deep_links() -> Iterator[DeepLink]:
    """All of them."""
    for alert in ALERTS.values():
        yield DeepLink(alert.name, alert.runbook, alert.step)
    yield from PAGES.values()
