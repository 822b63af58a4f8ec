"""Rules of our own data: what they violate opens the incident that the alert would open, under the same key.

So a lost sample is an incident also where Prometheus is away; and whichever comes second joins the first.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from core.dbclock import database_now
from core.sqlfiles import read_sql
from operations.incidents.models import AlertStatus, IncidentAlert, Source
from operations.incidents.services.signals import take_signals
from operations.incidents.signals import Signal
from operations.kpis.registry import KPIS

# One look takes so many new cases of each alert and territory, and ends so many: it stays cheap on the worst of days.
AT_ONCE = 200


def watch_rules() -> dict[str, int]:
    """Look once: how many cases are new, and how many are over. May run any number of times, at the same time too.

    Of more than AT_ONCE the rest is left to the next look.
    """
    found = [Found(*row) for row in _ask("violations")]
    for case in found:
        if case.told_before:
            _keep_on(case)
    new = [case.signal() for case in found if not case.told_before]
    over = [_over(row) for row in IncidentAlert.objects.filter(pk__in=[pk for (pk,) in _ask("violations_over")])]
    if new or over:
        take_signals(signals=[*new, *over])
    return {"new": len(new), "over": len(over)}


@dataclass(frozen=True, slots=True)
class Found:
    """A case that is not known as one that goes on; `told_before`: it was, since the same instant."""

    alert: str
    fingerprint: str
    territory: str
    since: datetime
    told_before: bool

    def signal(self) -> Signal:
        """The case as what fires."""
        return _signal(self.alert, self.fingerprint, self.territory, starts_at=self.since)


def _keep_on(case: Found) -> None:
    """It goes on after all: whoever was called for it is not called again, neither by a rule nor by its alert."""
    IncidentAlert.objects.filter(
        fingerprint=case.fingerprint, starts_at=case.since, status=AlertStatus.RESOLVED
    ).update(status=AlertStatus.FIRING, ends_at=None)


def _over(row: IncidentAlert) -> Signal:
    labels = row.labels
    return _signal(
        labels["alertname"], row.fingerprint, labels["territory"], starts_at=row.starts_at, ends_at=database_now()
    )


def _signal(alert: str, fingerprint: str, territory: str, **instants: Any) -> Signal:
    labels = {"alertname": alert, "territory": territory}
    return Signal(alert, fingerprint, labels=labels, source=Source.RULE, **instants)


def _ask(question: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        lately = KPIS["samples_lost"].window.total_seconds()
        cursor.execute(read_sql("incidents", f"questions/{question}"), {"lately": lately, "at_once": AT_ONCE})
        return list(cursor.fetchall())
