"""Checks over HTTP."""

import uuid
from typing import Any

import pytest
from rest_framework.throttling import SimpleRateThrottle

from operations.runbooks.checks.registry import CHECKS
from operations.runbooks.checks.sql import text_of
from tests.api.client import Api, at_fault, problem
from tests.factories import UserFactory
from tests.leads.moments import lead_in_base
from tests.leads.reminders.due import due_lead
from tests.operations.runbooks.checks.asking import names
from tests.operations.runbooks.checks.conftest import MakeCheck
from tests.operations.runbooks.checks.scene import set_scene

pytestmark = pytest.mark.django_db


def user_of(role: str, **fields: Any) -> Api:
    return Api(UserFactory.create(role=role, language="en", **fields))


@pytest.fixture
def viewer() -> Api:
    return user_of("viewer")


def run(api: Api, name: str, **parameters: Any) -> Any:
    return api.post(f"/checks/{name}/run/", {"parameters": parameters})


def test_the_list_is_of_those_that_one_may_run(viewer: Api) -> None:
    def listed(api: Api) -> list[str]:
        return [each["name"] for each in api.get("/checks/").json()["results"]]

    assert listed(user_of("lead")) == names()
    assert listed(viewer) == [
        name for name in names() if not CHECKS[name].permission.endswith(("check_platform", "incomingevent"))
    ]
    assert listed(user_of("help")) == []


def test_a_check_with_its_sql(viewer: Api) -> None:
    answer = viewer.client.get("/api/v1/checks/expiring_soon/", headers={"accept-language": "en"})
    check = answer.json()
    assert check["sql"] == text_of(CHECKS["expiring_soon"])
    assert check["parameters"] == [
        {"name": "days", "label": "Within days", "type": "integer", "required": False, "default": 10}
    ]
    assert [each["name"] for each in check["columns"]][:2] == ["lead_id", "company"]
    assert check["url"] == "http://testserver/api/v1/checks/expiring_soon/"
    assert viewer.get("/checks/protection_drift/").json()["fresh_within"] == 26 * 3600


def test_running_one(viewer: Api) -> None:
    lead = due_lead()
    body = run(viewer, "expiring_soon", days=10).json()
    assert (body["verdict"], body["value"], body["truncated"], body["age"]) == ("INFORMATION", 1, False, 0)
    row = dict(zip([each["name"] for each in body["columns"]], body["rows"][0], strict=True))
    assert row["lead_id"] == lead.pk
    assert row["protection_expires_at"].endswith("Z")
    assert viewer.post("/checks/expiring_soon/run/", {}).json()["rows"] == body["rows"]


def test_every_check_is_json_also_with_its_findings() -> None:
    api, scene = Api(UserFactory.create(is_superuser=True)), set_scene()
    samples = {"lead_id": scene.lead.pk, "correlation_id": str(scene.correlation_id)}
    for name, check in CHECKS.items():
        response = run(api, name, **{each.name: samples[each.name] for each in check.parameters if not each.default})
        assert response.status_code == 200, name
        body = response.json()
        assert all(len(row) == len(body["columns"]) for row in body["rows"]), name
    (row,) = run(api, "protection_of_lead", lead_id=scene.lead.pk).json()["rows"]
    assert [cell for cell in row if str(cell).startswith("P")]  # what remains, as ISO 8601


@pytest.mark.parametrize("name", names())
def test_without_its_right_one_is_told_which(name: str) -> None:
    stranger = Api(UserFactory.create())
    for response in (run(stranger, name), stranger.get(f"/checks/{name}/")):
        body = problem(response, 403, "check_not_allowed")
        assert body["params"] == {"permission": CHECKS[name].permission}
        assert CHECKS[name].permission in body["detail"]


def test_a_viewer_runs_no_check_of_the_platform_and_a_clerk_does(viewer: Api) -> None:
    body = problem(run(viewer, "blocked_sessions"), 403, "check_not_allowed")
    assert body["params"] == {"permission": "runbooks.check_platform"}
    assert run(user_of("clerk"), "blocked_sessions").status_code == 200


def test_leads_of_other_territories_are_not_there() -> None:
    lead = lead_in_base(territory="DE")
    rows = {
        territory: run(user_of("clerk", territories=[territory]), "protection_of_lead", lead_id=lead.pk).json()["rows"]
        for territory in ("DE", "CH")
    }
    assert len(rows["DE"]) == 1
    assert rows["CH"] == []


@pytest.mark.parametrize(
    ("name", "parameters", "pointer", "code"),
    [
        ("expiring_soon", {"days": 0}, "/parameters/days", "check_parameter"),
        ("expiring_soon", {"a/b~c": 0}, "/parameters/a~1b~0c", "check_parameter"),
        ("protection_of_lead", {}, "/parameters/lead_id", "check_parameter_missing"),
    ],
)
def test_a_wrong_parameter_is_pointed_at(
    viewer: Api, name: str, parameters: dict[str, Any], pointer: str, code: str
) -> None:
    assert at_fault(problem(run(viewer, name, **parameters), 422, code)) == {pointer: code}


@pytest.mark.parametrize("body", [{"days": 10}, {"parameters": [10]}, {"parameters": None}, []])
def test_a_malformed_body(viewer: Api, body: Any) -> None:
    problem(viewer.post("/checks/expiring_soon/run/", body), 400, "invalid")


def test_what_is_not_there_and_what_is_not_meant(viewer: Api) -> None:
    problem(viewer.get("/checks/coffee/"), 404, "check_not_found")
    problem(run(viewer, "coffee"), 404, "check_not_found")
    problem(viewer.get("/checks/expiring_soon/run/"), 405, "method_not_allowed")
    problem(viewer.get("/checks/", q="x"), 400, "invalid")
    problem(Api(None).post("/checks/expiring_soon/run/", {}), 401, "not_authenticated")


def test_a_check_that_fails_tells_nothing_of_the_inside(viewer: Api, make_check: MakeCheck) -> None:
    body = problem(run(viewer, make_check("SELECT secret FROM vault").name), 503, "check_failed")
    assert "vault" not in str(body)


def test_runs_are_limited(viewer: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SimpleRateThrottle, "cache_format", f"{uuid.uuid4()}_%(scope)s_%(ident)s")
    monkeypatch.setitem(SimpleRateThrottle.THROTTLE_RATES, "write", "2/min")
    assert [run(viewer, "leads_by_phase").status_code for _ in range(3)] == [200, 200, 429]
    assert viewer.get("/checks/").status_code == 200


def test_in_the_reader_s_language() -> None:
    due_lead()
    german = Api(UserFactory.create(role="viewer"))
    german.client.credentials(HTTP_AUTHORIZATION=f"Token {german.token}", HTTP_ACCEPT_LANGUAGE="de")
    rows = run(german, "leads_by_phase").json()["rows"]
    assert [row[1] for row in rows if row[2]] == ["Nachfrist"]
