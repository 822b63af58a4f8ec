"""Alerting itself: whether it sees, whether it is heard, and whether anybody is called."""

from datetime import timedelta

from operations.monitoring.rules.rule import Recording, Rule, Watch
from operations.monitoring.rules.series import greatest, recorded
from operations.runbooks.alerts import WATCHDOG

UNCOVERED = recorded("freshops_rota_uncovered", "responsibility")
# A series for each thing that is missing, with `metric` and `blind`: the alerts that cannot speak.
MISSING = "metric:freshops_watched:missing"

RECORDINGS: tuple[Recording, ...] = (UNCOVERED,)
RULES = (
    Rule(
        "MetricsMissing",
        f"{MISSING} > 0",
        "{{ $labels.metric }} is missing or too old: {{ $labels.blind }} cannot speak",
        "Prometheus reads FreshOps, and does not find what these alerts look at.",
        hold=timedelta(minutes=5),
    ),
    Rule(
        "CollectorFailing",
        "max by (collector) (freshops_collector_failed) > 0\n"
        "or time() - max by (collector) (freshops_collector_last_success_timestamp_seconds) > $age",
        "The figures of {{ $labels.collector }} cannot be read",
        "The error is in the web server's log as collector_failed.",
        hold=timedelta(minutes=5),
        limits={"age": timedelta(minutes=10)},
        watches=(Watch("freshops_collector_failed"),),
    ),
    Rule(
        "EscalationStalled",
        "min(freshops_escalation_last_success_age_seconds) > $escalation\n"
        "or min(freshops_watchdog_age_seconds) > $watchdog",
        "Escalation, or the way from Alertmanager, has been silent for {{ $value | humanizeDuration }}",
        "Escalation runs every half minute; the watchdog arrives every minute.",
        limits={"escalation": timedelta(minutes=3), "watchdog": timedelta(minutes=5)},
        watches=(Watch("freshops_escalation_last_success_age_seconds"), Watch("freshops_watchdog_age_seconds")),
    ),
    Rule(
        "EscalationOverdue",
        f"{greatest('freshops_escalation_overdue')} > 0",
        "{{ $value }} pages should have gone out and have not",
        "Incidents are open that nobody has acknowledged, and nobody was called in time.",
        watches=(Watch("freshops_escalation_overdue"),),
    ),
    Rule(
        "RotaEmpty",
        f"{UNCOVERED.record} > 0",
        "Nobody is on call as {{ $labels.responsibility }}",
        "No shift covers this hour.",
        hold=timedelta(minutes=15),
        watches=(Watch("freshops_rota_uncovered"),),
    ),
)

ALWAYS = Rule(
    WATCHDOG,
    "vector(1)",
    "Alerting is alive",
    "Fires always. FreshOps expects it every minute: its silence says that no other alert would be heard.",
)
