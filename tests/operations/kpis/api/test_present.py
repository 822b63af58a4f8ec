"""All key figures as JSON: the same numbers as on the page and in the metrics."""

from datetime import timedelta

import pytest
from django.utils import timezone
from prometheus_client import CollectorRegistry

from core.metrics import BusinessMetrics
from operations.kpis.models import KpiSnapshot
from operations.kpis.registry import KPIS
from tests.api.client import Api, at_fault, problem
from tests.leads.admin.document import by_id, words
from tests.operations.kpis.desks import OVERVIEW, desk, order, person, refresh, samples

pytestmark = pytest.mark.django_db


def present(api: Api, name: str = "sample_success") -> dict[str, object]:
    """One KPI of the list."""
    answer = api.get("/kpis/")
    assert answer.status_code == 200, answer.content
    return next(each for each in answer.json()["results"] if each["name"] == name)


def test_page_api_and_metrics_say_the_same() -> None:
    samples("DE", delivered=7, failed=1)
    samples("CH", delivered=10, failed=0)
    order("DE", seconds=90)
    refresh()

    registry = CollectorRegistry(auto_describe=False)
    registry.register(BusinessMetrics())
    api, page = Api(person()), desk().get(OVERVIEW)
    for name, shown in (("sample_success", {"": "94.4 %", "DE": "87.5 %"}), ("order_confirmation", {"": "1:30 min"})):
        found = present(api, name)
        by_territory = {each["territory"]: each["value"] for each in found["territories"]}  # type: ignore[attr-defined]
        values = {"": found["present"]["value"], **by_territory}  # type: ignore[index]
        told = words(by_id(page.root, name))
        for territory, text in shown.items():
            assert text in told
            labels = {"kpi": name, "territory": territory or "all"}
            assert registry.get_sample_value("freshops_kpi_value", labels) == values[territory]


def test_value_target_verdict_and_where_from() -> None:
    samples("DE", delivered=20, failed=0)
    refresh()

    found = present(Api(person()))
    assert found["present"] == {"value": 1.0, "cases": 20, "target": found["present"]["target"], "verdict": "met"}  # type: ignore[index]
    assert [each["verdict"] for each in found["territories"]] == ["met", "nothing", "nothing"]  # type: ignore[attr-defined]
    assert found["measured"] == "snapshot"
    assert 0 <= float(str(found["age"])) < 60
    assert found["runbook_url"].endswith("/admin/runbooks/runbook/lead-protection/read/#check-samples")  # type: ignore[attr-defined]


def test_what_no_snapshot_holds_is_measured() -> None:
    samples("DE", delivered=20, failed=0)
    samples("AT", delivered=0, failed=20)

    assert present(Api(person()))["measured"] == "live"
    refresh()
    two = present(Api(person(territories=["DE", "CH"])))
    assert (two["measured"], two["present"]["value"]) == ("live", 1.0)  # type: ignore[index]
    KpiSnapshot.objects.update(measured_at=timezone.now() - timedelta(hours=1))
    assert present(Api(person()))["measured"] == "live"


@pytest.mark.parametrize("territories", [["DE"], ["DE", "CH"], ["DE", "CH", "AT"]])
def test_a_snapshot_and_a_measurement_are_the_same(territories: list[str]) -> None:
    samples("DE", delivered=7, failed=1)
    samples("CH", delivered=2, failed=1)
    api = Api(person(role="administrator", territories=territories))
    live = {each["name"]: (each["present"], each["territories"]) for each in api.get("/kpis/").json()["results"]}
    refresh()
    kept = {each["name"]: (each["present"], each["territories"]) for each in api.get("/kpis/").json()["results"]}
    assert live == kept
    assert set(live) == set(KPIS)


def test_parameters_that_nobody_reads_are_refused() -> None:
    body = problem(Api(person()).get("/kpis/", territory="DE"), 400, "invalid")
    assert at_fault(body) == {"territory": "unknown"}
