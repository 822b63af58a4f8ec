"""Restarting a clock over HTTP."""

import pytest

from leads.models import LeadHold
from leads.services.holds import place_hold, void_hold
from tests.api.client import Api, ago, at_fault, iso, problem
from tests.factories import LeadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hold(db: None) -> LeadHold:
    """An open hold of ten days so far."""
    lead = LeadFactory.create(created_at=ago(30))
    return place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(10)).hold


@pytest.mark.parametrize("body", [None, {}])
def test_released_now_and_only_once(clerk: Api, hold: LeadHold, body: object) -> None:
    first = clerk.post(f"/holds/{hold.pk}/release/", body)
    again = clerk.post(f"/holds/{hold.pk}/release/", body)
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["released_by"] == clerk.user.pk
    assert not first.json()["protection"]["clock_stopped"]
    assert again.json()["end_at"] == first.json()["end_at"]


def test_released_at_an_instant_past_or_planned(clerk: Api, hold: LeadHold) -> None:
    planned = clerk.post(f"/holds/{hold.pk}/release/", {"end_at": iso(ago(-3))}).json()
    assert planned["protection"]["clock_stopped"]
    past = clerk.post(f"/holds/{hold.pk}/release/", {"end_at": iso(ago(2))}).json()
    assert not past["protection"]["clock_stopped"]


def test_an_end_before_the_start_is_refused(clerk: Api, hold: LeadHold) -> None:
    response = clerk.post(f"/holds/{hold.pk}/release/", {"end_at": iso(ago(11))})
    assert at_fault(problem(response, 409, "hold_ends_before_start")) == {"/end_at": "hold_ends_before_start"}


def test_a_preview_changes_nothing(clerk: Api, hold: LeadHold) -> None:
    body = clerk.post(f"/holds/{hold.pk}/release/?preview=true", {"end_at": iso(ago(5))}).json()
    assert (body["before"]["clock_stopped"], body["after"]["clock_stopped"]) == (True, False)
    hold.refresh_from_db()
    assert hold.end_at is None


def test_a_voided_hold_stays_as_it_is(clerk: Api, hold: LeadHold) -> None:
    void_hold(hold_id=hold.pk, actor=None, why="Wrong lead")
    body = clerk.post(f"/holds/{hold.pk}/release/").json()
    assert body["end_at"] is None
    assert body["void_reason"] == "Wrong lead"


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({"end_at": "2026-03-01T08:00:00"}, {"/end_at": "naive"}),
        ({"end_at": None}, {"/end_at": "null"}),
        ({"until": "2026-03-01T08:00:00Z"}, {"/until": "unknown"}),
    ],
)
def test_what_makes_no_sense(clerk: Api, hold: LeadHold, facts: dict[str, object], faults: dict[str, str]) -> None:
    assert at_fault(problem(clerk.post(f"/holds/{hold.pk}/release/", facts), 400, "invalid")) == faults
    hold.refresh_from_db()
    assert hold.end_at is None


@pytest.mark.parametrize("hold_id", [0, 10**9, 10**30])
def test_an_unknown_hold(clerk: Api, hold_id: int) -> None:
    problem(clerk.post(f"/holds/{hold_id}/release/"), 404, "hold_not_found")
