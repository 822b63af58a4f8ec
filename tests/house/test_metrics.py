"""/metrics: who may read it, and that one broken group of metrics does not hide the others."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from time import time

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Metric
from pytest_django.fixtures import Settings

from core.metrics import BusinessMetrics, collecting
from core.services.jobs import run_once
from leads.querysets.counts import count_leads
from leads.tasks import COUNT_LEADS
from seasonal.tasks import refresh_load_now

pytestmark = pytest.mark.django_db


def broken() -> Iterable[Metric]:
    yield GaugeMetricFamily("half_a_group", "Never shown.", value=1)
    raise ZeroDivisionError


@pytest.fixture
def broken_collector() -> Iterator[str]:
    collecting.register(broken)
    name = f"{broken.__module__}.{broken.__qualname__}"
    yield name
    del collecting._collectors[name]


def test_without_a_token_only_this_machine_may_read_and_not_through_a_proxy(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": "192.0.2.1"}).status_code == 403


def test_with_a_token_whoever_shows_it(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = "a-token"
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer wrong"}).status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer a-token"}).status_code == 200


def test_business_and_technical_metrics_are_both_there(client: Client) -> None:
    text = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert "lead_protection_state{" in text
    assert "process_resident_memory_bytes" in text
    assert "django_http_requests_before_middlewares_total" in text


def test_a_broken_group_is_told_of_and_leaves_the_others(client: Client, broken_collector: str) -> None:
    text = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert f'freshops_collector_failed{{collector="{broken_collector}"}} 1.0' in text
    assert "half_a_group" not in text
    assert "lead_protection_state{" in text


def slow() -> Iterable[Metric]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    yield GaugeMetricFamily("slow_group", "Never shown.", value=1)


@pytest.mark.django_db(transaction=True)
def test_a_group_that_takes_too_long_is_stopped_and_nothing_else_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "STATEMENT_TIMEOUT", 100)
    monkeypatch.setitem(collecting._collectors, "a.slow", slow)
    text = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert 'freshops_collector_failed{collector="a.slow"} 1.0' in text
    assert text.count("} 1.0\nfreshops_collector_failed{") == 1  # the first by name, and no other
    assert "slow_group" not in text
    assert "lead_protection_state{" in text
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_when_all_take_too_long_the_rest_is_not_tried(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "PATIENCE", -1)
    text = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert "freshops_collector_failed{" in text
    assert "lead_protection_state{" not in text


def test_a_group_that_fails_keeps_saying_when_it_last_went_well(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shown() -> float:
        client.get("/metrics", REMOTE_ADDR="127.0.0.1")
        name = "freshops_collector_last_success_timestamp_seconds"
        return REGISTRY.get_sample_value(name, {"collector": "a.group"}) or 0

    monkeypatch.setitem(collecting._collectors, "a.group", list)
    first = shown()
    assert first == pytest.approx(time(), abs=60)
    monkeypatch.setitem(collecting._collectors, "a.group", broken)
    assert shown() == first
    monkeypatch.setitem(collecting._collectors, "a.group", list)
    assert shown() > first


def test_a_group_that_never_went_well_has_no_such_time(client: Client, broken_collector: str) -> None:
    text = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert f'last_success_timestamp_seconds{{collector="{broken_collector}"}}' not in text


def test_it_takes_20_queries_at_most(client: Client) -> None:
    client.get("/metrics", REMOTE_ADDR="127.0.0.1")
    run_once(job=COUNT_LEADS, slot=timezone.now(), work=count_leads)  # as the worker does, each minute
    refresh_load_now()
    with CaptureQueriesContext(connection) as queries:
        client.get("/metrics", REMOTE_ADDR="127.0.0.1")
    assert len(queries) <= 20, [query["sql"][:80] for query in queries]


def test_who_is_locked_out_is_counted_by_name_and_address(client: Client) -> None:
    def shown() -> float | None:
        registry = CollectorRegistry(auto_describe=False)
        registry.register(BusinessMetrics())
        return registry.get_sample_value("freshops_login_lockouts")

    assert shown() == 0
    for name, attempts in (("anna", 5), ("bert", 5), ("carl", 4)):
        for _ in range(attempts):
            client.post("/admin/login/", {"username": name, "password": "wrong"})
    assert shown() == 2
    AccessAttempt.objects.filter(username="anna").update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert shown() == 1
