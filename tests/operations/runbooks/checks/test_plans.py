"""Checks that are asked when much has piled up: they look at the ends of indexes, not at everything."""

import psycopg
import pytest
from django.db import connection

from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.sql import text_of
from tests.journal.admin.scene import webhook
from tests.operations.runbooks.checks.asking import ask


def plan_of(name: str, table: str) -> str:
    """How the database goes about a check, told what the tables hold now."""
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + text_of(CHECKS[name]))
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert table in plan
    return plan


@pytest.mark.django_db
def test_jobs_are_found_without_reading_all_their_runs() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO job_runs (job, slot, started_at, leased_until, finished_at, succeeded, result, error) "
            "SELECT job, at, at, at, at, n % 50 > 0, '{}', '' FROM generate_series(1, 30000) n "
            "CROSS JOIN LATERAL (SELECT now() - n * interval '30 seconds' AS at) slots "
            "CROSS JOIN (VALUES ('heartbeat'), ('relay')) jobs (job)"
        )
        cursor.execute("ANALYZE job_runs")
    assert [row[0] for row in ask("periodic_jobs").rows] == ["heartbeat", "relay"]
    assert "Seq Scan" not in plan_of("periodic_jobs", "job_runs")


@pytest.mark.django_db(transaction=True)
def test_what_waits_is_counted_in_one_pass_of_its_index(owner_db: psycopg.Connection) -> None:
    subscription = webhook("CRM")
    owner_db.execute(
        "INSERT INTO integration.event_deliveries (subscription_id, event_id, event_type, stream, journal_id, "
        "event_recorded_at, due_at, state, settled_at) "
        "SELECT %s, gen_random_uuid(), 'lead.test', 'lead/' || n, n, now(), now() - n * interval '1 second', "
        "CASE WHEN n <= 1000 THEN 'PENDING' ELSE 'DELIVERED' END, CASE WHEN n > 1000 THEN now() END "
        "FROM generate_series(1, 40000) n",
        [subscription.pk],
    )
    owner_db.execute("VACUUM ANALYZE integration.event_deliveries")
    assert ask("outbox_pending").value == 1000
    plan = plan_of("outbox_pending", "event_deliveries").splitlines()
    assert not [line for line in plan if "Seq Scan on event_deliveries" in line]
    # An index-only scan where all is known to be visible, else a bitmap scan: both name the index in one line.
    (read,) = [line for line in plan if "event_deliveries_due" in line]
    assert "loops=1)" in read
