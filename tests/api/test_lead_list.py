"""The list: which leads, and what it says of each."""

from typing import Any

import pytest

from leads.services.holds import place_hold
from tests.api.client import Api, ago, at_fault, problem
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leads() -> dict[str, int]:
    """A lead in each phase, and one whose clock stands; their ids."""
    made = {
        "base": LeadFactory.create(created_at=ago(30), company="Gasthof Grüner Baum", territory="DE"),
        "follow_up": LeadFactory.create(
            created_at=ago(200), company="Café Müller", territory="CH", source="crm", external_id="7"
        ),
        "grace": LeadFactory.create(created_at=ago(250), company="Hotel Alpenblick", territory="AT", city="Graz"),
        "expired": LeadFactory.create(created_at=ago(400), company="Alte Post", status="WITHDRAWN", status_at=ago(300)),
        "stopped": LeadFactory.create(created_at=ago(220), company="Rössli"),
    }
    place_hold(lead_id=made["stopped"].pk, actor=None, reason_code="PRICE")
    return {name: lead.pk for name, lead in made.items()}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"base", "follow_up", "grace", "expired", "stopped"}),
        ({"phase": "BASE"}, {"base"}),
        ({"phase": "FOLLOW_UP"}, {"follow_up", "stopped"}),
        ({"phase": "GRACE"}, {"grace"}),
        ({"phase": "EXPIRED"}, {"expired"}),
        ({"state": "PROTECTED"}, {"base", "follow_up", "grace", "stopped"}),
        ({"state": "EXPIRED"}, {"expired"}),
        ({"territory": "CH"}, {"follow_up"}),
        ({"status": "WITHDRAWN"}, {"expired"}),
        ({"expiring_within": 10}, {"grace"}),
        ({"clock_stopped": "true"}, {"stopped"}),
        ({"clock_stopped": "false"}, {"base", "follow_up", "grace", "expired"}),
        ({"reminder_overdue": "true"}, {"grace"}),
        ({"reminder_overdue": "false", "state": "PROTECTED"}, {"base", "follow_up", "stopped"}),
        ({"q": "muller"}, {"follow_up"}),
        ({"q": "gra alp"}, {"grace"}),
        ({"source": "crm", "external_id": "7"}, {"follow_up"}),
        ({"source": "crm", "external_id": "8"}, set()),
        ({"state": "PROTECTED", "territory": "DE", "clock_stopped": "false"}, {"base"}),
    ],
)
def test_filters(viewer: Api, leads: dict[str, int], query: dict[str, Any], expected: set[str]) -> None:
    response = viewer.get("/leads/", **query)
    assert response.status_code == 200, response.content
    assert {lead["id"] for lead in response.json()["results"]} == {leads[name] for name in expected}


def test_the_owner_filter_and_what_a_row_says(viewer: Api) -> None:
    owner = UserFactory.create(username="rita")
    LeadFactory.create()
    lead = LeadFactory.create(user=owner, created_at=ago(200))
    (row,) = viewer.get("/leads/", owner=owner.pk).json()["results"]
    assert (row["id"], row["user_id"], row["owner"]) == (lead.pk, owner.pk, "rita")
    assert row["protection"]["phase"] == "FOLLOW_UP"
    assert row["protection"]["protection_expires_at"].endswith("Z")
    assert row["created_at"].endswith("Z")


def test_rows_of_other_territories_do_not_exist(login: Any, leads: dict[str, int]) -> None:
    swiss = login("viewer", territories=["CH"])
    assert [lead["id"] for lead in swiss.get("/leads/").json()["results"]] == [leads["follow_up"]]
    assert swiss.get("/leads/", territory="DE").json()["results"] == []
    assert login("viewer", territories=[]).get("/leads/").json()["results"] == []


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"teritory": "DE"}, "unknown"),
        ({"phase": "LATE"}, "invalid_choice"),
        ({"clock_stopped": "1"}, "invalid"),
        ({"clock_stopped": "yes"}, "invalid"),
        ({"owner": "1_0"}, "invalid"),
        ({"owner": 0}, "min_value"),
        ({"expiring_within": -1}, "min_value"),
        ({"expiring_within": 1e9}, "invalid"),
        ({"limit": 501}, "max_value"),
        ({"q": "a\0b"}, "control_characters"),
        ({"ordering": "company"}, "invalid_choice"),
        ({"territory": ["DE", "CH"]}, "repeated"),
        ({"cursor": "%%%"}, "invalid"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(viewer: Api, query: dict[str, Any], code: str) -> None:
    body = problem(viewer.get("/leads/", **query), 400, "invalid")
    assert at_fault(body) == {next(iter(query)): code}


def test_a_page_costs_the_same_whatever_its_size(viewer: Api, django_assert_num_queries: Any) -> None:
    LeadFactory.create_batch(3)
    viewer.get("/leads/")
    # Token, rights of the user, rights of groups, the instant, the page, the readings.
    with django_assert_num_queries(6):
        viewer.get("/leads/")
    LeadFactory.create_batch(12)
    with django_assert_num_queries(6):
        assert len(viewer.get("/leads/").json()["results"]) == 15
    with django_assert_num_queries(6):
        viewer.get("/leads/", ordering="expiry")
