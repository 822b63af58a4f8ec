"""Who is called when nobody reacts, and after how long."""

from dataclasses import dataclass
from datetime import timedelta

from operations.incidents.models import Incident
from operations.runbooks.alerts import ALERTS
from operations.runbooks.responsibilities import RESPONSE_TIMES, Responsibility, Severity


@dataclass(frozen=True, slots=True)
class Level:
    """A rung: after so long without a reaction all of `responsibilities` are notified. `number` 0: at once."""

    number: int
    after: timedelta
    responsibilities: tuple[str, ...]


def ladder_of(incident: Incident) -> list[Level]:
    """The levels of an incident by its present severity, in their order.

    At once: its team, and whom its alert tells. Then what its runbook says for such a severity, in the version that
    counted when it began; and in any case the operations lead after the time to respond, management after twice that.
    One that stands in several levels is called again: whoever of it has not been reached by then.
    """
    severity = Severity(incident.severity)
    response = RESPONSE_TIMES[severity]
    alert = ALERTS.get(incident.alert_name)
    wanted = [(timedelta(), incident.team), *((timedelta(), role) for role in (alert.also if alert else ()))]
    if incident.runbook_version is not None:
        wanted += [
            (timedelta(minutes=rung["after_minutes"]), rung["role"])
            for rung in incident.runbook_version.content["escalation"]
            if severity <= rung["severity"]
        ]
    wanted += [(response, Responsibility.OPERATIONS_LEAD), (2 * response, Responsibility.MANAGEMENT)]
    return [
        Level(number, after, tuple(dict.fromkeys(str(role) for when, role in wanted if when == after)))
        for number, after in enumerate(sorted({when for when, _role in wanted}))
    ]
