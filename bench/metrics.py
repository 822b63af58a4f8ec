"""A scrape of /metrics with everything in the database: leads, three years of facts, a month of periodic jobs."""

from typing import Any

from bench.figures import Figure, p95_below
from bench.house import superuser
from bench.kpis import generate_facts
from bench.measure import duration, side_by_side
from bench.reading import rows
from bench.sizes import Size

LIMIT = 0.300
MOST_QUERIES = 20
ALL_LEADS = "SELECT count(*) FROM lead_protections"
# What the jobs of a month leave: two a minute.
JOB_RUNS = """
INSERT INTO job_runs (job, slot, started_at, leased_until, finished_at, succeeded, result, error)
SELECT 'bench-' || n %% 12, at, at, at, at, true, '{}', ''
FROM (SELECT n, now() - interval '30 days' * n / %(runs)s AS at FROM generate_series(1, %(runs)s) n) r
ON CONFLICT DO NOTHING
"""


def figures(size: Size) -> list[Figure]:
    """Through the view, as Prometheus asks; what jobs count beside it is there, as in a running system."""
    generate_facts(size.facts)
    _run_jobs(size.facts // 5)
    scrape = _scraper()
    scraped, counted = side_by_side(scrape, lambda: rows(ALL_LEADS), repetitions=10 * size.repetitions, warm_up=3)
    title = f"a scrape of /metrics with {size.leads} leads and {size.facts} facts"
    ratio = scraped.median / counted.median
    compared = f"`{ALL_LEADS}`: {counted}"
    verdict = f"{ratio:.2f} times as long"
    found = [p95_below(title, scraped, LIMIT), Figure(title, str(scraped), compared, verdict, ratio, None)]
    return [*found, _queries(title, scrape), *_slowest()]


def _run_jobs(runs: int) -> None:
    from django.utils import timezone

    from core.services.jobs import run_once
    from leads.querysets.counts import count_leads
    from leads.tasks import COUNT_LEADS
    from operations.kpis.services.snapshots import refresh_snapshots

    with superuser() as session:
        import psycopg

        psycopg.ClientCursor(session).execute(JOB_RUNS, {"runs": runs})
        session.execute("VACUUM ANALYZE job_runs")
    refresh_snapshots()
    run_once(job=COUNT_LEADS, slot=timezone.now(), work=count_leads)


def _scraper() -> Any:
    from django.test import Client, override_settings

    client = Client()

    def scrape() -> None:
        with override_settings(ALLOWED_HOSTS=["*"]):
            answer = client.get("/metrics")
        if answer.status_code != 200 or b"} 1.0\nfreshops_collector_failed" in answer.content:
            raise RuntimeError(answer.content[-500:])

    return scrape


def _queries(title: str, scrape: Any) -> Figure:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        scrape()
    count = len(captured)
    return Figure(f"{title}: statements", str(count), "–", f"at most {MOST_QUERIES}", count, count <= MOST_QUERIES)


def _slowest() -> list[Figure]:
    """The three groups that took longest."""
    from core.metrics import BusinessMetrics

    families = {family.name: family for family in BusinessMetrics().collect()}
    taken = [(each.labels["collector"], each.value) for each in families["freshops_collector_seconds"].samples]
    slowest = sorted(taken, key=lambda each: -each[1])[:3]
    return [Figure(f"of it {name}", duration(seconds), "–", "–", seconds, None) for name, seconds in slowest]
