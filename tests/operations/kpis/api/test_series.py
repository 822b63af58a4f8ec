"""One key figure over time as JSON."""

from datetime import UTC, datetime
from typing import Any

import pytest

from operations.kpis.registry import KPIS
from tests.api.client import Api, at_fault, problem
from tests.factories import LeadFactory, UserFactory
from tests.operations.kpis.desks import OVERVIEW, desk, person, samples
from tests.operations.kpis.scenes import ago, cost

pytestmark = pytest.mark.django_db

PATH = "/kpis/sample_success/"
CHANGE = {"from": "2026-10-25", "until": "2026-10-25"}
NOON = datetime(2026, 10, 25, 12, tzinfo=UTC)


def ask(api: Api, path: str = PATH, **query: str) -> dict[str, Any]:
    answer = api.get(path, **query)
    assert answer.status_code == 200, answer.content
    body: dict[str, Any] = answer.json()
    return body


def test_by_hour_on_the_day_that_has_25() -> None:
    samples("DE", delivered=9, failed=1, ended=NOON)

    body = ask(Api(person()), **CHANGE, bucket="hour")
    assert len(body["points"]) == 25
    assert (body["since"], body["until"]) == ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")
    assert [each["since"] for each in body["points"] if each["value"] is not None] == ["2026-10-25T12:00:00Z"]
    assert body["whole"] == {"value": 0.9, "cases": 10, "target": 0.85, "verdict": "met"}


def test_the_same_numbers_as_on_the_page() -> None:
    samples("DE", delivered=9, failed=1, ended=NOON)
    samples("CH", delivered=1, failed=1, ended=NOON.replace(day=24))
    query = "from=2026-10-23&until=2026-10-25&bucket=day"

    body = ask(Api(person()), **{**CHANGE, "from": "2026-10-23"}, bucket="day")
    shown = [row[1] for row in desk().get(f"{OVERVIEW}sample_success/", query).table("values")]
    assert shown == ["–", "50 %", "90 %"]
    assert [each["value"] for each in body["points"]] == [None, 0.5, 0.9]


def test_targets_follow_the_season() -> None:
    body = ask(Api(person()), **{"from": "2026-08-31", "until": "2026-09-01"}, bucket="day")
    assert [each["target"] for each in body["points"]] == [0.85, 0.8]
    assert [each["kind"] for each in body["seasons"]] == ["oktoberfest"]


def test_one_territory_and_no_other() -> None:
    samples("DE", delivered=10, failed=0, ended=NOON)
    samples("CH", delivered=0, failed=10, ended=NOON)

    both, swiss = Api(person()), Api(person(territories=["CH"]))
    assert ask(both, **CHANGE, bucket="day", territory="CH")["whole"]["value"] == 0
    assert ask(swiss, **CHANGE, bucket="day")["whole"]["value"] == 0
    assert [each["territory"] for each in ask(swiss, **CHANGE, bucket="day")["territories"]] == ["CH"]
    problem(swiss.get(PATH, territory="DE"), 403, "kpi_territory")


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ({"from": "2026-10-26", "until": "2026-10-25"}, {"until": "kpi_period"}),
        ({"from": "2026-01-01", "until": "2026-10-25", "bucket": "hour"}, {"bucket": "kpi_period"}),
        ({"from": "1999-12-31", "until": "2026-10-25", "bucket": "month"}, {"from": "kpi_period"}),
        ({"from": "26.10.2026"}, {"from": "invalid"}),
        ({"bucket": "year"}, {"bucket": "invalid_choice"}),
        ({"territory": "FR"}, {"territory": "invalid_choice"}),
        ({"since": "2026-10-25"}, {"since": "unknown"}),
    ],
)
def test_wrong_parameters_are_refused_by_name(query: dict[str, str], fault: dict[str, str]) -> None:
    assert at_fault(problem(Api(person()).get(PATH, **query), 400, "invalid")) == fault


def test_there_is_none_of_another_name() -> None:
    problem(Api(person()).get("/kpis/samples/"), 404, "kpi_not_found")


@pytest.mark.parametrize("name", sorted(KPIS))
def test_each_answers_where_there_is_nothing(name: str) -> None:
    body = ask(
        Api(person("superuser")), f"/kpis/{name}/", **{"from": "2025-01-01", "until": "2025-01-02"}, bucket="day"
    )
    assert len(body["points"]) == 2
    if name != "ai_spend":
        assert body["whole"]["verdict"] == "nothing"


def test_cost_per_lead_by_representative_and_by_team() -> None:
    anna = UserFactory.create()
    LeadFactory.create_batch(2, user=anna, territory="DE", created_at=ago(days=3))
    cost("60", user_id=anna.pk, team="north", kind="SALES_TIME")

    body = ask(
        Api(person("lead")), "/kpis/cost_per_lead/", **{"from": "2026-11-01", "until": "2026-11-21"}, bucket="day"
    )
    assert body["users"] == [{"user_id": anna.pk, "euros": 60.0, "leads": 2, "each": 30.0}]
    assert [(each["team"], each["euros"]) for each in body["teams"]] == [("north", 60.0)]


def test_other_key_figures_are_not_cut_so_finely() -> None:
    body = ask(Api(person()), **CHANGE)
    assert (body["users"], body["teams"]) == (None, None)
