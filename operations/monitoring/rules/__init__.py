"""When which alert fires: Prometheus' rules, one module a subject."""

from dataclasses import dataclass

from operations.monitoring.rules import (
    alerting,
    capacity,
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
    samples, catering, orders, protection, reminders, leads, money, help, privacy, security, events, platform, capacity,
    alerting,
)  # fmt: skip

RULES: dict[str, Rule] = {rule.alert: rule for module in _MODULES for rule in module.RULES}
OBJECTIVES = (samples.SUCCESS, reminders.IN_TIME_OBJECTIVE)


@dataclass(frozen=True, slots=True)
class Group:
    """What Prometheus evaluates one after the other: what is recorded, and then the alerts that look at it."""

    name: str
    recordings: tuple[Recording, ...]
    rules: tuple[Rule, ...] = ()


def _missing() -> dict[str, list[Recording]]:
    """By the first alert that looks at it: a series that is there while something that alerts look at is missing.

    With the alerts that are blind without it.
    """
    blind: dict[str, list[str]] = {}
    for rule in RULES.values():
        for watch in rule.watches:
            blind.setdefault(watch.series, []).append(rule.alert)
    found: dict[str, list[Recording]] = {}
    for rule in RULES.values():
        for watch in rule.watches:
            labels = {"metric": watch.series, "blind": ", ".join(blind[watch.series])}
            if blind[watch.series][0] == rule.alert:
                found.setdefault(rule.alert, []).append(Recording(alerting.MISSING, watch.missing, labels))
    return found


def groups() -> list[Group]:
    """All of them, in the order in which they build on each other."""
    missing = _missing()
    own = [
        Group(
            module.__name__.rpartition(".")[2],
            (*module.RECORDINGS, *(each for rule in module.RULES for each in missing.get(rule.alert, ()))),
            (*module.RULES, *((alerting.ALWAYS,) if module is alerting else ())),
        )
        for module in _MODULES
    ]
    return [Group("kpis", KPI_RECORDINGS), *own]
