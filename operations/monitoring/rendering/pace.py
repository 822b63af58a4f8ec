"""Where everything is, and how fast it goes: what differs between installations."""

from dataclasses import dataclass, replace
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Mail:
    """The way round FreshOps: mail that Alertmanager sends itself, about alerts that say FreshOps cannot."""

    to: str
    sender: str
    smarthost: str  # host:port
    require_tls: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What the files are rendered for.

    `target`: host:port of /metrics, several separated by commas. `freshops_url`: where Alertmanager posts to.
    `public_url`: where people read runbooks. `token_file`, `metrics_token_file`: where Alertmanager and Prometheus find
    their bearer tokens; empty: they show none. `node_target`: host:port of a node_exporter; empty: none.
    """

    target: str = "web:8000"
    freshops_url: str = "http://web:8000"
    public_url: str = "https://freshops.example.com"
    token_file: str = "/etc/alertmanager/freshops-token"  # noqa: S105  a path
    metrics_token_file: str = "/etc/prometheus/freshops-metrics-token"  # noqa: S105  a path
    alertmanager: str = "alertmanager:9093"
    node_target: str = ""
    mail: Mail | None = Mail("on-call@example.com", "freshops-alerts@example.com", "smtp.example.com:587")
    interval: timedelta = timedelta(seconds=15)
    hold_factor: float = 1.0
    age_factor: float = 1.0

    def hold(self, length: timedelta) -> timedelta:
        """How long something has to be true here, in whole seconds."""
        return timedelta(seconds=round(length.total_seconds() * self.hold_factor))


def hastened(plan: Plan) -> Plan:
    """The same for end-to-end tests: evaluated every other second, and held for a sixtieth of the time."""
    return replace(plan, interval=timedelta(seconds=2), hold_factor=1 / 60)


def duration(length: timedelta) -> str:
    """As Prometheus and Alertmanager write it: 90s, 5m, 4h."""
    seconds = int(length.total_seconds())
    for unit, size in (("h", 3600), ("m", 60)):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
