"""When which alert fires: Prometheus' rules, one module a subject."""

from operations.monitoring.rules import (
    alerting,
    catering,
    events,
    help,  # noqa: A004  the subject
    leads,
    money,
    orders,
    platform,
    privacy,
    protection,
    reminders,
    samples,
    security,
)
from operations.monitoring.rules.kpis import KPI_RECORDINGS
from operations.monitoring.rules.rule import Recording, Rule

_MODULES = (
    samples, catering, orders, protection, reminders, leads, money, help, privacy, security, events, platform, alerting,
)  # fmt: skip

RULES: dict[str, Rule] = {rule.alert: rule for module in _MODULES for rule in module.RULES}
OBJECTIVES = (samples.SUCCESS, reminders.IN_TIME_OBJECTIVE)
ALWAYS = alerting.ALWAYS


def _missing() -> list[Recording]:
    """A series for each thing that alerts look at and is missing, with the alerts that are blind without it."""
    blind: dict[str, list[str]] = {}
    watches = {watch.series: watch for rule in RULES.values() for watch in rule.watches}
    for rule in RULES.values():
        for watch in rule.watches:
            blind.setdefault(watch.series, []).append(rule.alert)
    return [
        Recording(alerting.MISSING, watch.missing, {"metric": series, "blind": ", ".join(blind[series])})
        for series, watch in sorted(watches.items())
    ]


RECORDINGS: dict[str, tuple[Recording, ...]] = {
    "kpis": KPI_RECORDINGS,
    **{module.__name__.rpartition(".")[2]: module.RECORDINGS for module in _MODULES if module.RECORDINGS},
    "watched": tuple(_missing()),
}
