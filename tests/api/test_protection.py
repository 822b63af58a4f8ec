"""The clock of one lead, now and at any instant."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from leads.services.holds import place_hold
from leads.services.ownership import reassign_lead
from tests.api.client import Api, ago, at_fault, iso, problem
from tests.factories import LeadFactory, UserFactory

pytestmark = pytest.mark.django_db

REGISTERED = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def test_names_are_those_of_the_view(viewer: Api) -> None:
    lead = LeadFactory.create()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM v_user_lead_protection LIMIT 0")
        columns = {column.name for column in cursor.description}
    body = viewer.get(f"/leads/{lead.pk}/protection/").json()
    assert body.keys() == columns | {"as_of", "remaining_seconds"}


def test_values_are_those_of_the_view(viewer: Api) -> None:
    lead = LeadFactory.create(created_at=REGISTERED)
    body = viewer.get(f"/leads/{lead.pk}/protection/", as_of="2026-08-01T00:00:00Z").json()
    # 15 July 11:30 on Berlin's wall clock, and 60 and 70 days on.
    expected = {
        "id": lead.pk,
        "user_id": lead.user_id,
        "created_at": "2026-01-15T09:30:00Z",
        "started_at": "2026-01-15T09:30:00Z",
        "as_of": "2026-08-01T00:00:00Z",
        "state": "PROTECTED",
        "phase": "FOLLOW_UP",
        "clock_stopped": False,
        "base_ends_at": "2026-07-15T08:30:00Z",
        "grace_starts_at": "2026-09-13T08:30:00Z",
        "protection_expires_at": "2026-09-23T08:30:00Z",
        "reminder_due_at": "2026-09-14T06:00:00Z",
        "remaining": "P53DT08H30M00S",
        "remaining_seconds": timedelta(days=53, hours=8, minutes=30).total_seconds(),
        "stopped_since": None,
        "stopped_until": None,
        "status": "OPEN",
        "territory": "DE",
    }
    assert {name: body[name] for name in expected} == expected


def test_an_expired_lead_has_nothing_left(viewer: Api) -> None:
    lead = LeadFactory.create(created_at=REGISTERED)
    body = viewer.get(f"/leads/{lead.pk}/protection/", as_of="2026-09-23T08:30:00Z").json()
    assert (body["state"], body["remaining"], body["remaining_seconds"]) == ("EXPIRED", "P0DT00H00M00S", 0)


def test_while_the_clock_stands(viewer: Api) -> None:
    lead = LeadFactory.create(created_at=ago(30))
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(10))
    now = viewer.get(f"/leads/{lead.pk}/protection/").json()
    later = viewer.get(f"/leads/{lead.pk}/protection/", as_of=iso(ago(-400))).json()
    assert now["clock_stopped"]
    assert later["clock_stopped"]
    assert now["reminder_due_at"] is None
    assert now["remaining"] == later["remaining"]
    assert later["protection_expires_at"] > now["protection_expires_at"]


def test_owner_of_the_time_asked_about(viewer: Api) -> None:
    lead = LeadFactory.create(created_at=ago(60))
    first, heir = lead.user_id, UserFactory.create().pk
    reassign_lead(lead_id=lead.pk, actor=None, user_id=heir, effective_at=ago(20))
    path = f"/leads/{lead.pk}/protection/"
    assert viewer.get(path).json()["user_id"] == heir
    assert viewer.get(path, as_of=iso(ago(30))).json()["user_id"] == first


@pytest.mark.parametrize("as_of", ["2026-01-15T09:29:59Z", "0001-01-01T00:00:00Z", "1899-12-31T23:59:59+01:00"])
def test_before_the_registration_there_is_none(viewer: Api, as_of: str) -> None:
    lead = LeadFactory.create(created_at=REGISTERED)
    body = problem(viewer.get(f"/leads/{lead.pk}/protection/", as_of=as_of), 404, "lead_not_registered_yet")
    assert body["params"]["created_at"] == "2026-01-15T09:30:00Z"


@pytest.mark.parametrize(
    "as_of", ["2026-08-01T00:00:00Z", "2026-08-01T02:00:00+02:00", "2026-07-31t19:00:00.000-05:00"]
)
def test_any_zone_is_the_same_instant(viewer: Api, as_of: str) -> None:
    lead = LeadFactory.create(created_at=REGISTERED)
    assert viewer.get(f"/leads/{lead.pk}/protection/", as_of=as_of).json()["as_of"] == "2026-08-01T00:00:00Z"


@pytest.mark.parametrize(
    ("as_of", "code"),
    [
        ("2026-08-01T00:00:00", "naive"),
        ("2026-08-01", "invalid"),
        ("2026-08-01T00:00:00 02:00", "lost_plus"),
        ("2026-08-01T00:00Z", "invalid"),
        ("2026-W31-6T00:00:00Z", "invalid"),
        ("2026-02-30T00:00:00Z", "invalid"),
        ("2026-08-01T24:00:00Z", "invalid"),
        ("2026-08-01T00:00:60Z", "invalid"),
        ("0001-01-01T00:00:00+01:00", "invalid"),
        ("3000-01-01T00:00:00Z", "too_late"),
        ("9999-12-31T23:59:59-23:59", "invalid"),
        ("now", "invalid"),
        ("", "invalid"),
        ("1767225600", "invalid"),
    ],
)
def test_as_of_is_an_instant_with_a_zone(viewer: Api, as_of: str, code: str) -> None:
    lead = LeadFactory.create(created_at=REGISTERED)
    body = problem(viewer.get(f"/leads/{lead.pk}/protection/", as_of=as_of), 400, "invalid")
    assert at_fault(body) == {"as_of": code}


def test_another_territory_is_not_found(login: Any) -> None:
    lead = LeadFactory.create(territory="AT")
    problem(login("viewer", territories=["DE"]).get(f"/leads/{lead.pk}/protection/"), 404, "lead_not_found")
