"""How often an incident is told about, and when somebody has to have reacted."""

from datetime import datetime, timedelta

from operations.runbooks.responsibilities import Severity

# By when the next update is due; of a SEV4 nobody waits for one.
UPDATE_EVERY: dict[str, timedelta | None] = {
    Severity.SEV1: timedelta(minutes=30),
    Severity.SEV2: timedelta(hours=1),
    Severity.SEV3: timedelta(hours=4),
    Severity.SEV4: None,
}


def next_update(severity: str, after: datetime) -> datetime | None:
    """When the update after one at `after` (aware) is due; None: never."""
    every = UPDATE_EVERY[severity]
    return after + every if every else None
