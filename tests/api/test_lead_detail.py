"""One lead with everything that is recorded about it."""

from datetime import timedelta
from typing import Any

import pytest

from leads.models import LeadStatus
from leads.services.activities import record_activity, void_activity
from leads.services.holds import place_hold, release_hold
from leads.services.ownership import reassign_lead
from leads.services.status import change_status
from tests.api.client import Api, ago, iso, problem
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_facts_are_complete(viewer: Api) -> None:
    lead = LeadFactory.create(created_at=ago(100))
    heir = UserFactory.create()
    start = ago(50)
    hold = place_hold(lead_id=lead.pk, actor=viewer.user, reason_code="PRICE", reason="Preisliste", start_at=start).hold
    release_hold(hold_id=hold.pk, actor=viewer.user, end_at=start + timedelta(days=4))
    call = record_activity(lead_id=lead.pk, actor=None, kind="QUALIFIED_CALL", source="crm", external_id="a1")
    void_activity(activity_id=call.pk, actor=viewer.user, why="Wrong company")
    reassign_lead(lead_id=lead.pk, actor=None, user_id=heir.pk, mode="INHERIT", reason="Region changed")
    change_status(lead_id=lead.pk, actor=None, status=LeadStatus.CONVERTED, reason="First order")

    body = viewer.get(f"/leads/{lead.pk}/").json()

    assert (body["id"], body["user_id"], body["owner"], body["status"]) == (
        lead.pk,
        heir.pk,
        heir.username,
        "CONVERTED",
    )
    (held,) = body["holds"]
    assert (held["id"], held["reason_code"], held["reason"]) == (hold.pk, "PRICE", "Preisliste")
    assert (held["start_at"], held["end_at"]) == (iso(start), iso(start + timedelta(days=4)))
    assert held["created_by"] == held["released_by"] == viewer.user.pk
    (activity,) = body["activities"]
    assert (activity["kind"], activity["qualified"], activity["void_reason"]) == (
        "QUALIFIED_CALL",
        True,
        "Wrong company",
    )
    assert activity["voided_at"].endswith("Z")
    assert [each["mode"] for each in body["ownerships"]] == ["REGISTERED", "INHERIT"]
    assert body["ownerships"][0]["valid_to"] == body["ownerships"][1]["valid_from"]
    assert [each["status"] for each in body["status_changes"]] == ["CONVERTED"]
    assert body["reminders"] == []
    assert body["protection"]["user_id"] == heir.pk


def test_it_costs_the_same_however_much_is_recorded(viewer: Api, django_assert_num_queries: Any) -> None:
    lead = LeadFactory.create(created_at=ago(100))
    viewer.get(f"/leads/{lead.pk}/")
    # Token, rights twice, lead with owner, reading, five kinds of facts.
    with django_assert_num_queries(10):
        viewer.get(f"/leads/{lead.pk}/")
    for days in range(5):
        record_activity(lead_id=lead.pk, actor=None, kind="NOTE", occurred_at=ago(days))
    with django_assert_num_queries(10):
        assert len(viewer.get(f"/leads/{lead.pk}/").json()["activities"]) == 5


def test_a_lead_of_another_territory_is_not_found(login: Any) -> None:
    lead = LeadFactory.create(territory="AT")
    problem(login("viewer", territories=["DE", "CH"]).get(f"/leads/{lead.pk}/"), 404, "lead_not_found")
    assert login("viewer", territories=["AT"]).get(f"/leads/{lead.pk}/").status_code == 200


@pytest.mark.parametrize("lead_id", [0, 10**9, 2**63, 10**30])
def test_an_unknown_lead_is_not_found(viewer: Api, lead_id: int) -> None:
    problem(viewer.get(f"/leads/{lead_id}/"), 404, "lead_not_found")


def test_it_takes_no_parameters(viewer: Api) -> None:
    problem(viewer.get(f"/leads/{LeadFactory.create().pk}/", expand="all"), 400, "invalid")
