"""/metrics: who may read it, and that one broken group of metrics does not hide the others."""

from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Metric
from pytest_django.fixtures import Settings

from core import metrics

pytestmark = pytest.mark.django_db


def broken() -> Iterable[Metric]:
    yield GaugeMetricFamily("half_a_group", "Never shown.", value=1)
    raise ZeroDivisionError


@pytest.fixture
def broken_collector() -> Iterator[str]:
    metrics.register(broken)
    name = f"{broken.__module__}.{broken.__qualname__}"
    yield name
    del metrics._collectors[name]


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
