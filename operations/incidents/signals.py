"""What says that something is wrong, or no longer: an alert as it was delivered, or a rule of our own."""

from dataclasses import dataclass, field
from datetime import datetime

from core.territory import Territory
from operations.incidents.models import Source

# How the fingerprint of a case begins that a rule of ours found: "rule:<alert>:<the case>".
RULE = "rule:"


@dataclass(frozen=True, slots=True)
class Signal:
    """One alert, told apart by `fingerprint` and `starts_at`, however often it comes. `ends_at` None: it fires."""

    alert_name: str
    fingerprint: str
    starts_at: datetime
    ends_at: datetime | None = None
    labels: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, str] = field(default_factory=dict)
    source: Source = Source.ALERT

    @property
    def territory(self) -> str:
        """Of the label; empty for all territories, and for one that does not exist."""
        told = self.labels.get("territory", "")
        return told if told in Territory.values else ""

    @property
    def key(self) -> str:
        """One incident at a time has it."""
        return f"{self.alert_name} {self.territory}".strip()
