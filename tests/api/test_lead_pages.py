"""Paging: every lead once, in order, whatever lies at the seam."""

import base64
from typing import Any

import pytest

from leads.services.holds import place_hold
from tests.api.client import Api, ago, problem
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def leads() -> list[int]:
    """Eleven leads: several of one instant, and some whose date an open hold moves."""
    owner = UserFactory.create()
    instants = [ago(days) for days in (50, 10, 90)]
    made = [LeadFactory.create(user=owner, created_at=instants[n % 3]) for n in range(11)]
    for lead in made[2::4]:
        place_hold(lead_id=lead.pk, actor=None, reason_code="SAMPLE")
    return [lead.pk for lead in made]


def walk(api: Api, **query: Any) -> tuple[list[dict[str, Any]], int]:
    """All rows of a list, page by page as `next` says; and how many pages there were."""
    page = api.get("/leads/", **query).json()
    rows, pages = page["results"], 1
    while page["next"]:
        page = api.client.get(page["next"]).json()
        rows, pages = rows + page["results"], pages + 1
    return rows, pages


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 11, 12])
@pytest.mark.parametrize("ordering", ["id", "-id"])
def test_by_id(viewer: Api, leads: list[int], ordering: str, limit: int) -> None:
    rows, pages = walk(viewer, ordering=ordering, limit=limit)
    assert [row["id"] for row in rows] == sorted(leads, reverse=ordering == "-id")
    assert pages == -(-len(leads) // limit)


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 11, 12])
@pytest.mark.parametrize("ordering", ["expiry", "-expiry"])
def test_by_expiry_with_moving_dates_at_the_far_end(viewer: Api, leads: list[int], ordering: str, limit: int) -> None:
    rows, _ = walk(viewer, ordering=ordering, limit=limit)

    def place(row: dict[str, Any]) -> tuple[bool, str, int]:
        stopped = row["protection"]["clock_stopped"]
        return stopped, "" if stopped else row["protection"]["protection_expires_at"], row["id"]

    assert [row["id"] for row in rows] == [row["id"] for row in sorted(rows, key=place, reverse=ordering == "-expiry")]
    assert {row["id"] for row in rows} == set(leads)
    assert len(rows) == len(leads)


def test_next_keeps_the_filters(viewer: Api, leads: list[int]) -> None:
    rows, pages = walk(viewer, clock_stopped="true", ordering="expiry", limit=1)
    assert len(rows) == pages == 3
    assert all(row["protection"]["clock_stopped"] for row in rows)


@pytest.mark.parametrize(
    "text",
    ["", "id", "id x ", "id 1", "id 1 2026-01-01", "id 1 2026-01-01T00:00:00", f"id {2**63} ", "id -1 ", "id ² "],
)
def test_a_forged_cursor_is_refused(viewer: Api, leads: list[int], text: str) -> None:
    cursor = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    problem(viewer.get("/leads/", cursor=cursor), 400, "invalid")


def test_a_cursor_of_another_order_is_refused(viewer: Api, leads: list[int]) -> None:
    address = viewer.get("/leads/", ordering="expiry", limit=2).json()["next"]
    problem(viewer.client.get(address.replace("ordering=expiry", "ordering=id")), 400, "invalid")
