"""Rules of our own data: what they violate opens the incident that the alert would open, under the same key.

So a lost sample is an incident also where Prometheus is away; and whichever comes second joins the first.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection

from core.dbclock import database_now
from core.sqlfiles import read_sql
from operations.incidents.models import AlertStatus, IncidentAlert, Source
from operations.incidents.services.signals import take_signals
from operations.incidents.signals import RULE, Signal


def watch_rules() -> dict[str, int]:
    """Look once: how many cases are new, and how many are over. May run any number of times, at the same time too."""
    found = _violations()
    firing = list(IncidentAlert.objects.filter(status=AlertStatus.FIRING, fingerprint__startswith=RULE))
    known = {(row.fingerprint, row.starts_at) for row in firing}
    present = {(signal.fingerprint, signal.starts_at) for signal in found}
    new = [signal for signal in found if (signal.fingerprint, signal.starts_at) not in known]
    over = [_over(row) for row in firing if (row.fingerprint, row.starts_at) not in present]
    if new or over:
        take_signals(signals=[*new, *over])
    return {"new": len(new), "over": len(over)}


def _violations() -> Sequence[Signal]:
    with connection.cursor() as cursor:
        cursor.execute(_statement())
        return [
            _signal(alert, fingerprint, territory, starts_at=since)
            for alert, fingerprint, territory, since in cursor.fetchall()
        ]


def _signal(alert: str, fingerprint: str, territory: str, **instants: Any) -> Signal:
    labels = {"alertname": alert, "territory": territory}
    return Signal(alert, fingerprint, labels=labels, source=Source.RULE, **instants)


def _over(row: IncidentAlert) -> Signal:
    labels = row.labels
    return _signal(
        labels["alertname"], row.fingerprint, labels["territory"], starts_at=row.starts_at, ends_at=database_now()
    )


@cache
def _statement() -> str:
    return read_sql("incidents", "questions/violations")
