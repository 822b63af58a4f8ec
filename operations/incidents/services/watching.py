"""Rules of our own data: what they violate opens the incident that the alert would open, under the same key.

So a lost sample is an incident also where Prometheus is away; and whichever comes second joins the first.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection

from core.dbclock import database_now
from core.sqlfiles import read_sql
from operations.incidents.models import IncidentAlert, Source
from operations.incidents.services.signals import take_signals
from operations.incidents.signals import Signal
from operations.kpis.registry import KPIS

# One look takes so many new cases of each alert and territory, and ends so many: it stays cheap on the worst of days.
AT_ONCE = 200


def watch_rules() -> dict[str, int]:
    """Look once: how many cases are new, and how many are over. May run any number of times, at the same time too.

    Of more than AT_ONCE the rest is left to the next look.
    """
    new = _new()
    over = [_over(row) for row in IncidentAlert.objects.filter(pk__in=[pk for (pk,) in _ask("violations_over")])]
    if new or over:
        take_signals(signals=[*new, *over])
    return {"new": len(new), "over": len(over)}


def _new() -> Sequence[Signal]:
    return [
        _signal(alert, fingerprint, territory, starts_at=since)
        for alert, fingerprint, territory, since in _ask("violations")
    ]


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
        cursor.execute(_statement(question), {"lately": lately, "at_once": AT_ONCE})
        return list(cursor.fetchall())


@cache
def _statement(question: str) -> str:
    return read_sql("incidents", f"questions/{question}")
