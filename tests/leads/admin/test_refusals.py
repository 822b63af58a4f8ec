"""Every refusal is told in words at the field that it is about."""

from collections.abc import Callable
from typing import Any

import pytest

from leads.models import Lead, LeadHold, LeadOwnership, LeadStatus, LeadStatusChange
from leads.services.holds import place_hold
from leads.services.ownership import reassign_lead
from leads.services.status import change_status
from tests.factories import UserFactory
from tests.leads.admin.desk import Desk, change_of
from tests.leads.admin.snapshot import snapshot
from tests.leads.moments import ago, ahead, expired_lead, lead_in_base

Values = dict[str, Any]


def at(name: str, days: float) -> Values:
    """The two parts of an instant: so many days ago, or for a negative number ahead."""
    moment = ago(days)
    return {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": "12:00"}


def _base() -> Lead:
    return lead_in_base()


def _held() -> Lead:
    lead = lead_in_base()
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(10), end_at=ago(5))
    return lead


def _converted() -> Lead:
    lead = lead_in_base()
    change_status(lead_id=lead.pk, actor=None, status=LeadStatus.CONVERTED)
    return lead


def _heir() -> int:
    return UserFactory.create().pk


# change, lead, what is sent, the field and a part of what it says
REFUSED: dict[str, tuple[str, Callable[[], Lead], Callable[[], Values], str, str]] = {
    "no reason chosen": ("hold", _base, dict, "reason_code", "This field is required"),
    "a reason that is none": ("hold", _base, lambda: {"reason_code": "X"}, "reason_code", "Select a valid choice"),
    "an explanation too long": (
        "hold",
        _base,
        lambda: {"reason_code": "PRICE", "reason": "x" * 256},
        "reason",
        "at most 255",
    ),
    "a hold in the future": (
        "hold",
        _base,
        lambda: {"reason_code": "PRICE", **at("start_at", -3)},
        "start_at",
        "cannot start in the future",
    ),
    "an end before the start": (
        "hold",
        _base,
        lambda: {"reason_code": "PRICE", **at("start_at", 3), **at("end_at", 5)},
        "end_at",
        "would end before it starts",
    ),
    "holds that overlap": (
        "hold",
        _held,
        lambda: {"reason_code": "PRICE", **at("start_at", 8), **at("end_at", 7)},
        "start_at",
        "already stands for part of this time",
    ),
    "a hold after expiry": (
        "hold",
        expired_lead,
        lambda: {"reason_code": "PRICE"},
        "start_at",
        "A hold cannot bring it back",
    ),
    "a hold on a converted lead": ("hold", _converted, lambda: {"reason_code": "PRICE"}, "", "Reopen it first"),
    "a date without a time": (
        "hold",
        _base,
        lambda: {"reason_code": "PRICE", "start_at_0": "2026-01-01"},
        "start_at",
        "Enter a valid time",
    ),
    "a time without a date": (
        "hold",
        _base,
        lambda: {"reason_code": "PRICE", "start_at_1": "12:00"},
        "start_at",
        "Enter a valid date",
    ),
    "a day that is none": (
        "hold",
        _base,
        lambda: {"reason_code": "PRICE", "start_at_0": "2026-02-30", "start_at_1": "12:00"},
        "start_at",
        "Enter a valid date",
    ),
    "a year out of reach": (
        "hold",
        _base,
        lambda: {"reason_code": "PRICE", "end_at_0": "9999-12-31", "end_at_1": "23:59"},
        "end_at",
        "Enter a year from 1990 to 2199",
    ),
    "an activity in the future": (
        "activity",
        _base,
        lambda: {"kind": "NOTE", **at("occurred_at", -1)},
        "occurred_at",
        "cannot lie in the future",
    ),
    "no new owner": ("handover", _base, lambda: {"mode": "RESTART", "holds": "close"}, "user", "required"),
    "a handover in the future": (
        "handover",
        _base,
        lambda: {"user": _heir(), "mode": "RESTART", "holds": "close", **at("effective_at", -2)},
        "effective_at",
        "A handover cannot lie in the future",
    ),
    "a handover before the registration": (
        "handover",
        _base,
        lambda: {"user": _heir(), "mode": "INHERIT", "holds": "close", **at("effective_at", 90)},
        "effective_at",
        "registered later than that",
    ),
    "no reason for another policy": ("policy", _base, dict, "reason", "required"),
    "a policy from tomorrow": (
        "policy",
        _base,
        lambda: {"policy": 1, "reason": "x", **at("effective_at", -1)},
        "effective_at",
        "cannot lie in the future",
    ),
    "a status from tomorrow": (
        "status",
        _base,
        lambda: {"status": "CONVERTED", **at("changed_at", -1)},
        "changed_at",
        "A change of status cannot lie in the future",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_at_its_field(boss: Desk, name: str) -> None:
    change, make_lead, values, field, told = REFUSED[name]
    lead, sent = make_lead(), values()
    before = snapshot()

    shown = boss.preview(change_of(lead, change), sent)

    assert shown.status == 422
    assert list(shown.errors) == [field] or (field in shown.errors and "required" in told)
    assert told in shown.errors[field][0]
    assert "confirm" not in shown.buttons
    assert snapshot() == before


def test_releasing_before_the_start(boss: Desk) -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3)).hold
    shown = boss.preview(change_of(lead, "release", hold.pk), at("end_at", 5))
    assert "would end before it starts" in shown.errors["end_at"][0]


def test_correcting_a_voided_hold(boss: Desk) -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3)).hold
    boss.change(change_of(lead, "void-hold", hold.pk), {"why": "Irrtum"})
    shown = boss.preview(change_of(lead, "correct", hold.pk), {"reason_code": "PRICE", **at("start_at", 3)})
    assert "was voided" in shown.errors[""][0]


@pytest.mark.parametrize("change", ["void-hold", "void-activity", "void-handover", "void-status"])
def test_voiding_takes_a_reason(boss: Desk, change: str) -> None:
    lead = lead_in_base()
    activity = boss.change(change_of(lead, "activity"), {"kind": "NOTE"})
    assert activity.status == 200
    fact = {
        "void-hold": lambda: place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE").hold.pk,
        "void-activity": lambda: lead.activities.get().pk,
        "void-handover": lambda: reassign_lead(lead_id=lead.pk, actor=None, user_id=_heir(), mode="INHERIT").pk,
        "void-status": lambda: LeadStatusChange.objects.create(lead=lead, status="OPEN", changed_at=ago(1)).pk,
    }[change]()
    shown = boss.preview(change_of(lead, change, fact), {"why": "  "})
    assert shown.errors == {"why": ["This field is required."]}


def test_the_registration_cannot_be_voided(boss: Desk) -> None:
    lead = lead_in_base()
    registered = LeadOwnership.objects.get(lead=lead)
    shown = boss.preview(change_of(lead, "void-handover", registered.pk), {"why": "x"})
    assert shown.errors == {"": ["There is no such handover."]}


def test_two_changes_at_one_instant(boss: Desk) -> None:
    lead = lead_in_base()
    for status in ("CONVERTED", "WITHDRAWN"):
        shown = boss.change(change_of(lead, "status"), {"status": status, **at("changed_at", 2)})
    assert "Another change of status has this very instant" in shown.errors["changed_at"][0]
    assert LeadStatusChange.objects.count() == 1


def test_a_refusal_keeps_what_was_typed(boss: Desk) -> None:
    lead = lead_in_base()
    sent = {"reason_code": "SAMPLE", "reason": "Käse", **at("start_at", -3)}
    shown = boss.preview(change_of(lead, "hold"), sent)
    assert {name: shown.fields[name] for name in sent} == sent
    assert not LeadHold.objects.exists()


def test_a_planned_end_may_lie_ahead(boss: Desk) -> None:
    lead, end = lead_in_base(), ahead(10)
    values = {"reason_code": "SAMPLE", "end_at_0": f"{end:%Y-%m-%d}", "end_at_1": "12:00"}
    assert boss.preview(change_of(lead, "hold"), values).errors == {}
