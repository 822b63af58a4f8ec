"""Requests are counted with their time, by workload and by whose territory it is."""

import pytest
from django.http import HttpResponse
from django.test import Client
from prometheus_client import REGISTRY

from core.latency import BUCKETS, LatencyMiddleware
from core.models import User
from core.territory import Territory
from seasonal.models import FleetSize
from tests.api.client import Api
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def _count(workload: str, territory: str, status: str = "2xx") -> float:
    labels = {"workload": workload, "territory": territory, "status": status}
    return REGISTRY.get_sample_value("freshops_http_requests_total", labels) or 0


def _seconds(workload: str, territory: str) -> tuple[float, float]:
    labels = {"workload": workload, "territory": territory}
    name = "freshops_http_request_seconds"
    return tuple(REGISTRY.get_sample_value(f"{name}_{part}", labels) or 0 for part in ("count", "sum"))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("territories", "label"),
    [(["AT"], "AT"), (["DE", "CH"], "several"), (["DE", "CH", "AT"], "all"), ([], "none")],
)
def test_whose_territory_it_is(client: Client, territories: list[str], label: str) -> None:
    client.force_login(UserFactory.create(role="viewer", is_staff=True, territories=territories))
    before = _count("queries", label), _seconds("queries", label)

    assert client.get("/admin/").status_code == 200

    assert _count("queries", label) == before[0] + 1
    count, seconds = _seconds("queries", label)
    assert count == before[1][0] + 1
    assert seconds > before[1][1]


def test_whoever_may_do_everything_has_all_territories(client: Client) -> None:
    client.force_login(UserFactory.create(is_superuser=True, is_staff=True, territories=[]))
    before = _count("queries", "all")
    client.get("/admin/")
    assert _count("queries", "all") == before + 1


def test_what_changes_something_is_a_command_and_nobody_has_no_territory(client: Client) -> None:
    before = _count("commands", "none", "4xx")
    assert client.post("/api/v1/auth/login/", {}, content_type="application/json").status_code in {400, 401}
    assert _count("commands", "none", "4xx") == before + 1


def test_a_token_of_the_api_says_who_it_is() -> None:
    someone: User = UserFactory.create(role="viewer", territories=["CH"])
    before = _count("queries", "CH")
    assert Api(someone).get("/leads/").status_code == 200
    assert _count("queries", "CH") == before + 1


def test_probes_are_not_counted(client: Client) -> None:
    before = _count("queries", "none")
    assert client.get("/healthz").status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 200
    assert _count("queries", "none") == before


def test_every_goal_is_a_bound_so_that_a_share_within_it_is_exact() -> None:
    goals = {goal / 1000 for goal in FleetSize.objects.values_list("p95_ms", flat=True)}
    assert goals == {0.3, 0.35, 0.4}
    assert goals <= set(BUCKETS)


def test_every_territory_is_there_before_anybody_asks() -> None:
    LatencyMiddleware(lambda _request: HttpResponse())
    for territory in Territory.values:
        for workload in ("queries", "commands"):
            labels = {"workload": workload, "territory": territory}
            assert REGISTRY.get_sample_value("freshops_http_request_seconds_count", labels) is not None
            assert REGISTRY.get_sample_value("freshops_http_requests_total", {**labels, "status": "2xx"}) is not None
