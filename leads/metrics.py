"""Business metrics of leads, read from the database at each scrape; labels are territory and state.

Totals are kept running by the database, in the territory a reminder fell due in: they never fall, survive restarts, and
count the work of all processes once. Alert on the gauges of what is overdue and on the age of the last scan: a total
that does not rise says as little when all is well as when all is dead.
"""

import math
from collections.abc import Iterable, Mapping
from itertools import accumulate

from django.conf import settings
from django.db import connection
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Metric
from prometheus_client.utils import floatToGoString

from core.metrics import register, successes_of_jobs
from core.territory import Territory
from leads.models import LeadExpiry
from leads.protection import Phase, State
from leads.querysets.audit import GAPS
from leads.querysets.counts import count_leads, counted
from leads.querysets.reminders import SENT_WITHIN
from leads.tasks import AUDIT, AUDIT_NIGHTLY, COUNT_LEADS, DAILY, SWEEP, VERIFY

TERRITORIES = [str(territory) for territory in Territory]
# Seconds from due to sent, as in the SQL function lead_reminder_bound. 3600 is the promise.
BUCKETS = (10.0, 60.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 86400.0, math.inf)
# Counts that missed so many ticks are made anew: better slow than wrong.
_TICKS = 5


@register
def reminders() -> Iterable[Metric]:
    """What fell due, what was sent, and how long that took."""
    due = CounterMetricFamily("lead_reminder_due", "Reminders that fell due.", labels=["territory"])
    sent = CounterMetricFamily("lead_reminder_sent", "Reminders sent.", labels=["territory"])
    seconds = HistogramMetricFamily(
        "lead_reminder_processing_time", "Seconds from falling due to being sent.", labels=["territory"]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT kind, territory, bound, sum(reminders)::bigint, sum(seconds)
            FROM lead_reminder_totals GROUP BY 1, 2, 3
            """
        )
        totals = {tuple(key): (count, taken) for *key, count, taken in cursor.fetchall()}
    for territory in TERRITORIES:
        counts = [totals.get(("sent", territory, bound), (0, 0.0)) for bound in BUCKETS]
        below = list(accumulate(count for count, _ in counts))
        due.add_metric([territory], totals.get(("due", territory, math.inf), (0, 0.0))[0])
        sent.add_metric([territory], below[-1])
        buckets = [(floatToGoString(bound), count) for bound, count in zip(BUCKETS, below, strict=True)]
        seconds.add_metric([territory], buckets, sum(taken for _, taken in counts))
    return [due, sent, seconds]


@register
def failures() -> Iterable[Metric]:
    """What is due and not sent, and protections that ended so: what alerts look at."""
    overdue = GaugeMetricFamily(
        "freshops_reminders_overdue", "Reminders unsent 60 minutes after they fell due.", labels=["territory"]
    )
    unsent = GaugeMetricFamily(
        "freshops_reminders_unsent",
        "Reminders that are due and unsent: unqueued, pending, or dead (given up).",
        labels=["territory", "status"],
    )
    violations, parameters = LeadExpiry.objects.violations().values("territory").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT territory, status, count(*), count(*) FILTER (WHERE due_at <= now() - make_interval(secs => %s))
            FROM lead_reminders_unsent(now()) GROUP BY 1, 2
            UNION ALL
            SELECT territory, 'EXPIRED', count(*), 0 FROM ({violations}) e GROUP BY 1
            """,  # noqa: S608  Django's own text
            [SENT_WITHIN.total_seconds(), *parameters],
        )
        found = {(territory, status): (total, late) for territory, status, total, late in cursor.fetchall()}
    for territory in TERRITORIES:
        statuses = {status: found.get((territory, status), (0, 0)) for status in ("UNQUEUED", "PENDING", "DEAD")}
        overdue.add_metric([territory], sum(late for _, late in statuses.values()))
        for status, (total, _) in statuses.items():
            unsent.add_metric([territory, status.lower()], total)
    yield overdue
    yield unsent
    yield _by_territory(
        "freshops_expiries_without_reminder",
        "Expiries of which nobody was reminded and which nobody has acknowledged.",
        {territory: found.get((territory, "EXPIRED"), (0, 0))[0] for territory in TERRITORIES},
    )


@register
def scans() -> Iterable[Metric]:
    """Whether anyone is at work: a worker may look alive and do nothing."""
    jobs = successes_of_jobs()
    yield GaugeMetricFamily(
        "freshops_reminder_last_scan_age_seconds",
        "Seconds since a dispatch of reminders last finished well; +Inf if none ever did.",
        value=min((jobs[job].seconds for job in (DAILY, SWEEP) if job in jobs), default=math.inf),
    )


@register
def leads() -> Iterable[Metric]:
    """How many leads there are, as counted every minute; counted now where nobody has done so for long."""
    counts, age = _counts()
    states = GaugeMetricFamily("lead_protection_state", "Open leads by state.", labels=["state", "territory"])
    for state in State:
        for territory in TERRITORIES:
            states.add_metric([str(state), territory], counted(counts, "state", str(state), territory))
    phases = GaugeMetricFamily("freshops_leads", "Leads by phase of protection.", labels=["phase"])
    for phase in Phase:
        phases.add_metric([str(phase)], counted(counts, "phase", str(phase)))
    # A gauge by its type alone: a counter's name would have to end in _total, and dashboards use this one.
    expired = {territory: counted(counts, "expired", territory=territory) for territory in TERRITORIES}
    yield states
    yield phases
    yield _by_territory("lead_protection_expired_count", "Expiries recorded.", expired)
    yield GaugeMetricFamily("freshops_lead_counts_age_seconds", "Seconds since leads were counted.", value=age)


@register
def drift() -> Iterable[Metric]:
    """What the last nightly check of the projection found: anything but 0 is a wrong date on somebody's screen."""
    last = successes_of_jobs().get(VERIFY)
    yield GaugeMetricFamily(
        "freshops_protection_drift",
        "Leads whose projection differed from its definition at the last check; NaN if there was none.",
        value=last.result["drifted"] if last else math.nan,
    )
    yield GaugeMetricFamily(
        "freshops_protection_check_age_seconds",
        "Seconds since the projection was last checked; +Inf if it never was.",
        value=last.seconds if last else math.inf,
    )


@register
def audit() -> Iterable[Metric]:
    """What the journal lacks: anything but 0 is a hole in the evidence."""
    family = GaugeMetricFamily(
        "freshops_audit_gaps",
        "Rows that lack their event, of the last day and at the last nightly check; NaN before the first.",
        labels=["what"],
    )
    jobs = successes_of_jobs()
    checks = [jobs[job] for job in (AUDIT, AUDIT_NIGHTLY) if job in jobs]
    for what in GAPS:
        family.add_metric([what], max((check.result.get(what, 0) for check in checks), default=math.nan))
    yield family
    yield GaugeMetricFamily(
        "freshops_audit_age_seconds",
        "Seconds since events were last looked for; +Inf if they never were.",
        value=min((check.seconds for check in checks), default=math.inf),
    )


def _counts() -> tuple[Mapping[str, int], float]:
    last = successes_of_jobs().get(COUNT_LEADS)
    if last is None or last.seconds > _TICKS * settings.KPI_REFRESH_SECONDS:
        return count_leads(), 0.0
    return last.result, last.seconds


def _by_territory(name: str, documentation: str, counts: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(name, documentation, labels=["territory"])
    for territory in TERRITORIES:
        family.add_metric([territory], counts.get(territory, 0))
    return family
