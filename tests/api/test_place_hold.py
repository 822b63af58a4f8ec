"""Stopping a clock over HTTP."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps

from leads.models import LeadHold, LeadStatus
from leads.services.status import change_status
from tests.api.client import Api, ago, at_fault, iso, problem
from tests.factories import LeadFactory

pytestmark = pytest.mark.django_db


def test_created_then_found(clerk: Api) -> None:
    lead = LeadFactory.create(created_at=ago(30))
    first = clerk.post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE", "reason": " Preisliste zugesagt "})
    again = clerk.post(f"/leads/{lead.pk}/holds/", {"reason_code": "SAMPLE"})
    assert (first.status_code, again.status_code) == (201, 200)
    body = first.json()
    assert (body["lead_id"], body["reason_code"], body["reason"]) == (lead.pk, "PRICE", "Preisliste zugesagt")
    assert body["created_by"] == clerk.user.pk
    assert body["start_at"].endswith("Z")
    assert body["end_at"] is None
    assert body["protection"]["clock_stopped"]
    assert again.json()["id"] == body["id"]
    assert LeadHold.objects.get().pk == body["id"]


def test_backdated_with_a_planned_end(clerk: Api) -> None:
    lead = LeadFactory.create(created_at=ago(30))
    start, end = ago(5), ago(-5)
    facts = {"reason_code": "DOCUMENTS", "start_at": iso(start), "end_at": iso(end)}
    body = clerk.post(f"/leads/{lead.pk}/holds/", facts).json()
    assert (body["start_at"], body["end_at"]) == (iso(start), iso(end))
    assert body["protection"]["stopped_until"] == iso(end)
    assert clerk.post(f"/leads/{lead.pk}/holds/", facts).status_code == 200


@pytest.mark.parametrize(
    ("facts", "code", "pointer"),
    [
        ({"start_at": -1}, "hold_in_future", "/start_at"),
        ({"start_at": 5, "end_at": 6}, "hold_ends_before_start", "/end_at"),
        ({"start_at": 12, "end_at": 8}, "hold_overlaps", "/start_at"),
        ({"start_at": 10.5}, "hold_overlaps", "/start_at"),
    ],
)
def test_what_the_rules_refuse(clerk: Api, facts: dict[str, float], code: str, pointer: str) -> None:
    lead = LeadFactory.create(created_at=ago(30))
    path = f"/leads/{lead.pk}/holds/"
    clerk.post(path, {"reason_code": "PRICE", "start_at": iso(ago(10)), "end_at": iso(ago(7))})
    body = problem(
        clerk.post(path, {"reason_code": "PRICE"} | {name: iso(ago(n)) for name, n in facts.items()}), 409, code
    )
    assert at_fault(body) == {pointer: code}
    assert LeadHold.objects.count() == 1


def test_an_expired_lead_is_refused(clerk: Api) -> None:
    lead = LeadFactory.create(created_at=ago(400))
    problem(clerk.post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"}), 409, "lead_expired")


def test_a_lead_that_is_not_open_is_refused(clerk: Api) -> None:
    lead = LeadFactory.create(created_at=ago(40))
    change_status(lead_id=lead.pk, actor=None, status=LeadStatus.CONVERTED)
    problem(clerk.post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"}), 409, "lead_not_open")


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({}, {"/reason_code": "required"}),
        ({"reason_code": "BORED"}, {"/reason_code": "invalid_choice"}),
        ({"reason_code": "PRICE", "reson": "x", "until": 1}, {"/reson": "unknown", "/until": "unknown"}),
        ({"reson": "x"}, {"/reson": "unknown", "/reason_code": "required"}),
        ({"reason_code": "PRICE", "start_at": "2026-03-01T08:00:00"}, {"/start_at": "naive"}),
        ({"reason_code": "PRICE", "start_at": "2026-03-01"}, {"/start_at": "invalid"}),
        ({"reason_code": "PRICE", "start_at": 1767225600}, {"/start_at": "invalid"}),
        ({"reason_code": "PRICE", "start_at": None}, {"/start_at": "null"}),
        ({"reason_code": "PRICE", "end_at": "9999-12-31T23:59:59Z"}, {"/end_at": "too_late"}),
        ({"reason_code": "PRICE", "reason": 5}, {"/reason": "not_text"}),
        ({"reason_code": "PRICE", "reason": "x" * 256}, {"/reason": "max_length"}),
        ({"reason_code": "PRICE", "reason": "a\0b"}, {"/reason": "control_characters"}),
        ({"reason_code": "PRICE", "override": {"reason": "x"}}, {"/override/confirmation": "required"}),
        ({"reason_code": "PRICE", "override": {"why": "", "reason": "", "confirmation": "y"}},
         {"/override/why": "unknown", "/override/reason": "blank"}),
        ({"a/b~c": 1, "reason_code": "PRICE"}, {"/a~1b~0c": "unknown"}),
        ([], {"": "invalid"}),
        ("PRICE", {"": "invalid"}),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_told_value_by_value(clerk: Api, facts: Any, faults: dict[str, str]) -> None:
    lead = LeadFactory.create(created_at=ago(30))
    body = problem(clerk.post(f"/leads/{lead.pk}/holds/", facts), 400, "invalid")
    assert at_fault(body) == faults
    assert not LeadHold.objects.exists()


def test_a_preview_shows_both_and_changes_nothing(clerk: Api) -> None:
    lead = LeadFactory.create(created_at=ago(30))
    facts = {"reason_code": "PRICE", "start_at": iso(ago(10)), "end_at": iso(ago(7))}
    response = clerk.post(f"/leads/{lead.pk}/holds/?preview=true", facts)
    assert response.status_code == 200
    body = response.json()
    assert body["changes_deadline"]
    assert not body["changes_state"]
    assert not body["needs_override"]
    assert body["confirmation"] is None
    moved = body["after"]["remaining_seconds"] - body["before"]["remaining_seconds"]
    assert abs(moved - timedelta(days=3).total_seconds()) < 60 * 60 + 1  # an hour for a clock change
    assert not LeadHold.objects.exists()
    done = clerk.post(f"/leads/{lead.pk}/holds/", facts).json()
    assert done["protection"]["protection_expires_at"] == body["after"]["protection_expires_at"]


def test_a_preview_refuses_what_would_be_refused(clerk: Api) -> None:
    lead = LeadFactory.create(created_at=ago(400))
    problem(clerk.post(f"/leads/{lead.pk}/holds/?preview=true", {"reason_code": "PRICE"}), 409, "lead_expired")


@pytest.mark.parametrize("query", ["preview=1", "preview=", "preveiw=true", "preview=true&preview=false"])
def test_a_mistyped_preview_never_becomes_the_deed(clerk: Api, query: str) -> None:
    lead = LeadFactory.create(created_at=ago(30))
    problem(clerk.post(f"/leads/{lead.pk}/holds/?{query}", {"reason_code": "PRICE"}), 400, "invalid")
    assert not LeadHold.objects.exists()


def test_the_history_knows_who_and_from_where(clerk: Api) -> None:
    lead = LeadFactory.create(created_at=ago(30))
    clerk.post(f"/leads/{lead.pk}/holds/", {"reason_code": "PRICE"})
    history = apps.get_model("leads", "LeadHoldEvent").objects
    context = history.get(pgh_obj_id=LeadHold.objects.get().pk).pgh_context
    assert (context["user"], context["source"]) == (clerk.user.pk, "api")
