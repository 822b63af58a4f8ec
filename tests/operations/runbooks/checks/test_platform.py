"""Checks of the platform: real sessions, real locks, a Redis that is not there."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from celery import current_app
from django.test import Client
from django.utils import timezone

from core.models import JobRun
from core.services.jobs import run_once
from core.tasks import HEARTBEAT
from leads.models import LeadImport
from leads.models.imports import ImportState
from operations.runbooks.checks.latency import HISTOGRAM, quantile
from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.verdicts import Verdict
from tests.house.processes import wait_for
from tests.operations.runbooks.checks.asking import ask, column

INFINITY = float("inf")


@contextmanager
def session(like: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """Another session of the same role."""
    with psycopg.connect(like.info.dsn, password=like.info.password, autocommit=True) as other:
        yield other


@pytest.mark.django_db
def test_the_heartbeat() -> None:
    assert ask("heartbeat").verdict is Verdict.UNKNOWN
    run_once(job=HEARTBEAT, slot=timezone.now(), work=lambda: None)
    assert ask("heartbeat").verdict is Verdict.AS_EXPECTED
    JobRun.objects.update(finished_at=timezone.now() - timedelta(seconds=150))
    late = ask("heartbeat")
    assert (late.verdict, late.value) == (Verdict.UNEXPECTED, pytest.approx(150, abs=30))


@pytest.mark.django_db
def test_jobs_with_their_failures() -> None:
    run_once(job="well", slot=timezone.now(), work=lambda: None)
    for number in range(2):
        with pytest.raises(ZeroDivisionError):
            run_once(job="ill", slot=timezone.now() + timedelta(hours=number), work=lambda: {"sent": 1 // 0})
    jobs = ask("periodic_jobs")
    assert column(jobs, "job") == ["ill", "well"]
    assert column(jobs, "failed_since") == [2, 0]
    assert column(jobs, "last_success")[0] is None
    assert column(jobs, "age")[1] < timedelta(minutes=5)


@pytest.mark.django_db
def test_connections(app_db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ask("database_connections")
    assert before.verdict is Verdict.AS_EXPECTED
    assert 0 < before.value == before.rows[0][1] / before.rows[0][2]
    monkeypatch.setitem(CHECKS, "database_connections", replace(CHECKS["database_connections"], at_most=0.001))
    assert ask("database_connections").verdict is Verdict.UNEXPECTED


@pytest.mark.django_db
def test_a_transaction_that_somebody_has_left_open(app_db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ask("longest_transaction").verdict is Verdict.AS_EXPECTED
    app_db.execute("SET application_name = 'forgotten'")
    app_db.execute("BEGIN")
    app_db.execute("SELECT 1")
    monkeypatch.setitem(CHECKS, "longest_transaction", replace(CHECKS["longest_transaction"], at_most=0))
    open_for = ask("longest_transaction")
    assert (open_for.verdict, open_for.value > 0) == (Verdict.UNEXPECTED, True)
    app_db.execute("ROLLBACK")


@pytest.mark.django_db
def test_a_session_that_another_one_blocks(app_db: psycopg.Connection) -> None:
    key = 4711_0815
    app_db.execute("SELECT pg_advisory_lock(%s)", [key])
    with session(app_db) as waiting:
        pid, holder = waiting.info.backend_pid, app_db.info.backend_pid
        thread = threading.Thread(target=waiting.execute, args=("SELECT pg_advisory_lock(%s)", [key]))
        thread.start()
        wait_for(lambda: pid in column(ask("blocked_sessions"), "pid"), 10, "the session to wait")
        blocked = ask("blocked_sessions")
        row = dict(zip(blocked.columns, blocked.rows[column(blocked, "pid").index(pid)], strict=True))
        assert (blocked.verdict, row["blocked_by"], row["locked"]) == (Verdict.UNEXPECTED, str(holder), "advisory")
        app_db.execute("SELECT pg_advisory_unlock(%s)", [key])
        thread.join(10)
    # Other tests of the run may hold each other up for a moment.
    wait_for(lambda: ask("blocked_sessions").verdict is Verdict.AS_EXPECTED, 30, "nobody to wait")


@pytest.mark.django_db
def test_the_size_of_the_database_and_of_its_largest_tables() -> None:
    size = ask("database_size")
    assert size.value == size.rows[0][0] > 1_000_000
    assert all("." in row[1] for row in size.rows[1:])
    assert [row[0] for row in size.rows[1:]] == sorted((row[0] for row in size.rows[1:]), reverse=True)


@pytest.mark.django_db
def test_redis(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    there = ask("broker")
    assert (there.verdict, there.value) == (Verdict.AS_EXPECTED, 1)
    monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis+socket://{tmp_path}/redis.sock")
    away = ask("broker")
    assert (away.verdict, away.value) == (Verdict.UNEXPECTED, 0)


@pytest.mark.django_db
def test_a_redis_that_takes_connections_and_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"redis://127.0.0.1:{mute.getsockname()[1]}/0"
        monkeypatch.setattr(current_app.conf, "broker_write_url", address)
        silent = ask("broker")
    assert (silent.verdict, silent.value) == (Verdict.UNEXPECTED, 0)


@pytest.mark.django_db
def test_imports_that_are_not_finished() -> None:
    for state in ImportState:
        LeadImport.objects.create(file_name="leads.csv", state=state)
    assert column(ask("imports_unfinished"), "import_state") == ["waiting for a worker", "running", "interrupted"]


def observe(folder: Path, *seconds: float) -> None:
    """Requests that took so long, as a process of the web server leaves them in its file."""
    statement = (
        "import sys; from prometheus_client import Histogram; "
        f"h = Histogram('{HISTOGRAM}', 'x', buckets=(.1, .25, .5, 1, 5)); "
        "[h.observe(float(each)) for each in sys.argv[1:]]"
    )
    command = [sys.executable, "-c", statement, *map(str, seconds)]
    subprocess.run(command, env={"PROMETHEUS_MULTIPROC_DIR": str(folder)}, check=True)


@pytest.mark.django_db
def test_the_latency_of_all_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    assert ask("request_latency").value is None
    observe(tmp_path, *[0.05] * 96, *[0.75] * 4)
    assert ask("request_latency").rows == [(0.099, 0.078, 100)]
    observe(tmp_path, *[0.75] * 100)
    assert ask("request_latency").value == pytest.approx(0.9519, abs=0.001)


@pytest.mark.django_db
def test_a_latency_since_the_start_is_no_verdict_on_the_present(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    observe(tmp_path, *[0.05] * 10_000, *[4.0] * 200)
    assert ask("request_latency").verdict is Verdict.INFORMATION


@pytest.mark.django_db
def test_the_latency_of_a_single_process(client: Client) -> None:
    client.get("/healthz")
    assert column(ask("request_latency"), "requests")[0] > 0


def test_a_quantile_as_prometheus_estimates_it() -> None:
    assert quantile(0.95, {0.1: 0, 0.5: 100, INFINITY: 100}) == pytest.approx(0.48)
    assert quantile(0.95, {0.1: 50, 0.5: 90, INFINITY: 100}) == 0.5  # further than the buckets reach
    assert quantile(0.95, {0.1: 100, 0.5: 100, INFINITY: 100}) == pytest.approx(0.095)
