"""How many incidents there are, and whether anybody would be called."""

from collections.abc import Iterable

from django.db import connection
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Metric

from core.metrics import register
from core.sqlfiles import read_sql
from operations.incidents.models import Finding
from operations.incidents.services.auditing import WATCHED, findings
from operations.runbooks.responsibilities import Severity


@register
def incidents() -> Iterable[Metric]:
    """Incidents that have not ended, drills apart; and the ages of what must not fall silent, once they have spoken."""
    with connection.cursor() as cursor:
        cursor.execute(read_sql("incidents", "questions/alerting_state"))
        values = {(what, label): value for what, label, value in cursor.fetchall()}
    count = GaugeMetricFamily("freshops_incidents_open", "Incidents that have not ended.", labels=["severity"])
    for severity in Severity.values:
        count.add_metric([severity], values.get(("open", severity), 0))
    yield count
    for what, name, documentation in (
        ("escalation", "freshops_escalation_last_success_age_seconds", "Since escalation last ran well."),
        ("watchdog", "freshops_watchdog_age_seconds", "Since Alertmanager last said that it is there."),
    ):
        age = GaugeMetricFamily(name, documentation)
        if (what, "") in values:
            age.add_metric([], values[what, ""])
        yield age


@register
def escalation() -> Iterable[Metric]:
    """What the auditor would find now: who should have been called, and whom nobody stands in for."""
    found = findings()
    late = {each.concerns for each in found if each.finding in {Finding.PAGE_MISSING, Finding.PAGE_LATE}}
    uncovered = {each.concerns for each in found if each.finding == Finding.ROTA_EMPTY}
    yield GaugeMetricFamily(
        "freshops_escalation_overdue", "Open incidents of which nobody was told in time.", len(late)
    )
    rota = GaugeMetricFamily(
        "freshops_rota_uncovered", "1: nobody is on call, or nobody can be reached.", labels=["responsibility"]
    )
    for responsibility in WATCHED:
        rota.add_metric([responsibility], float(responsibility in uncovered))
    yield rota
