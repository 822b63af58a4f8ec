"""A status that never was is taken back, and is true at no instant any more."""

import pytest
from django.db import connection

from core.models import User
from leads.errors import FactRefused
from leads.models import LeadStatus
from leads.querysets.protection import protection_of
from leads.services.status import change_status, void_status_change
from tests.factories import UserFactory
from tests.leads.admin.desk import Desk, change_of
from tests.leads.clock.facts import drift_of
from tests.leads.moments import ago, lead_in_base, lead_in_grace

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> User:
    return UserFactory.create(role="clerk", language="en")


def _changed(lead_id: int, status: LeadStatus, days: float) -> int:
    change = change_status(lead_id=lead_id, actor=None, status=status, changed_at=ago(days))
    assert change is not None
    return change.pk


def _status_at(lead_id: int, days: float) -> str:
    reading = protection_of(lead_id, ago(days))
    assert reading is not None
    return reading.status


def _told(lead_id: int, event_type: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT payload->>'reason' FROM integration.event_journal"
            " WHERE event_type = %s AND (payload->>'lead_id')::bigint = %s",
            [event_type, lead_id],
        )
        return [row[0] for row in cursor.fetchall()]


def test_a_voided_conversion_never_was(clerk: User) -> None:
    lead = lead_in_base()
    converted = _changed(lead.pk, LeadStatus.CONVERTED, 10)
    assert _status_at(lead.pk, 5) == "CONVERTED"

    voided = void_status_change(status_change_id=converted, actor=clerk, why="falscher Lead")

    assert [_status_at(lead.pk, days) for days in (20, 5, 0)] == ["OPEN", "OPEN", "OPEN"]
    lead.refresh_from_db()
    assert (lead.status, lead.status_at) == ("OPEN", None)
    assert (voided.void_reason, voided.voided_by) == ("falscher Lead", clerk)
    assert _told(lead.pk, "lead.status.voided") == ["falscher Lead"]
    assert drift_of(lead.pk) == []


def test_the_status_before_it_holds_on(clerk: User) -> None:
    lead = lead_in_base()
    _changed(lead.pk, LeadStatus.WITHDRAWN, 20)
    reopened = _changed(lead.pk, LeadStatus.OPEN, 10)

    void_status_change(status_change_id=reopened, actor=clerk, why="doch nicht")

    assert [_status_at(lead.pk, days) for days in (25, 15, 0)] == ["OPEN", "WITHDRAWN", "WITHDRAWN"]


def test_voiding_twice_keeps_the_first_reason_and_tells_it_once(clerk: User) -> None:
    lead = lead_in_base()
    converted = _changed(lead.pk, LeadStatus.CONVERTED, 10)

    void_status_change(status_change_id=converted, actor=clerk, why="falscher Lead")
    again = void_status_change(status_change_id=converted, actor=None, why="noch einmal")

    assert (again.void_reason, again.voided_by) == ("falscher Lead", clerk)
    assert _told(lead.pk, "lead.status.voided") == ["falscher Lead"]


def test_it_takes_a_reason_and_a_status(clerk: User) -> None:
    converted = _changed(lead_in_base().pk, LeadStatus.CONVERTED, 10)
    with pytest.raises(FactRefused) as unreasoned:
        void_status_change(status_change_id=converted, actor=clerk, why=" ")
    with pytest.raises(FactRefused) as unknown:
        void_status_change(status_change_id=987654321, actor=clerk, why="x")
    assert (unreasoned.value.code, unreasoned.value.field) == ("reason_missing", "why")
    assert (unknown.value.code, unknown.value.status) == ("status_not_found", 404)


def test_it_is_taken_back_on_the_leads_page(clerk: User) -> None:
    lead, desk = lead_in_grace(), Desk(clerk)
    converted = _changed(lead.pk, LeadStatus.CONVERTED, 1)
    path = change_of(lead, "void-status", converted)

    shown = desk.preview(path, {"why": "falscher Lead"})
    done = desk.confirm(path, shown)

    assert shown.comparison["Status"] == ("converted", "open")
    assert done.messages[0].startswith("The change of status is void. Protection ends on ")
    assert "voided: falscher Lead" in done.table("status")[0][2]
    assert path not in done.links
    lead.refresh_from_db()
    assert lead.status == "OPEN"
