"""Who may see which key figure, on the page and over the API."""

import pytest
from django.contrib.auth.models import Permission

from operations.kpis.registry import KPIS
from tests.api.client import Api, problem
from tests.leads.admin.desk import Desk
from tests.leads.admin.doors import EVERYONE, FROM_CLERK, FROM_LEAD, FROM_VIEWER
from tests.operations.kpis.desks import OVERVIEW, person

pytestmark = pytest.mark.django_db

CLERKS = {
    "cost_per_lead",
    "cost_per_order",
    "ai_spend",
    "routing_failures",
    "struggle_false_alarms",
}
LEADS = {"privacy_in_time"}


def allowed(role: str | None) -> set[str]:
    """The KPIs that a role may see."""
    seen = {name for name in KPIS if name not in CLERKS | LEADS and role in FROM_VIEWER}
    return seen | {name for name in CLERKS if role in FROM_CLERK} | {name for name in LEADS if role in FROM_LEAD}


@pytest.mark.parametrize("role", EVERYONE)
def test_pages(role: str | None) -> None:
    desk = Desk(person(role))
    opened = {name for name in KPIS if desk.get(f"{OVERVIEW}{name}/").status == 200}
    assert opened == allowed(role)
    page = desk.get(OVERVIEW)
    assert page.status == (200 if role in FROM_VIEWER else 403)
    if page.status == 200:
        assert {name for name in KPIS if f"{OVERVIEW}{name}/" in page.links} == allowed(role)


@pytest.mark.parametrize("role", EVERYONE)
def test_api(role: str | None) -> None:
    api = Api(person(role))
    answers = {name: api.get(f"/kpis/{name}/").status_code for name in KPIS}
    assert answers == {name: 200 if name in allowed(role) else 403 for name in KPIS}
    listed = api.get("/kpis/")
    assert listed.status_code == (200 if role in FROM_VIEWER else 403)
    if listed.status_code == 200:
        assert {each["name"] for each in listed.json()["results"]} == allowed(role)


def test_the_right_that_is_missing_is_named() -> None:
    body = problem(Api(person()).get("/kpis/cost_per_lead/"), 403, "kpi_not_allowed")
    assert body["params"] == {"permission": "costs.view_cost"}


def test_facts_alone_do_not_show_their_key_figures() -> None:
    user = person(None)
    user.user_permissions.add(Permission.objects.get(codename="view_sample"))
    assert Desk(user).get(f"{OVERVIEW}sample_success/").status == 403
    assert Api(user).get("/kpis/sample_success/").status_code == 403


def test_nothing_is_changed_on_the_pages() -> None:
    desk = Desk(person("superuser"))
    assert desk.get(f"{OVERVIEW}add/").status == 404
