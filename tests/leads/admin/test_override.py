"""Entries that end or revive protection: a right, a reason, a confirmed preview, and a trace."""

import pytest
from django.db import connection

from leads.models import Lead, LeadActivity
from leads.querysets.protection import protection_of
from leads.services.activities import record_activity
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk, change_of
from tests.leads.admin.snapshot import snapshot
from tests.leads.moments import ago, expired_lead

# 55 days ago, the grace of a lead of 300 days was still running.
CALL = {"kind": "QUALIFIED_CALL", "occurred_at_0": f"{ago(55):%Y-%m-%d}", "occurred_at_1": "12:00"}
REASON = "Anruf mit Protokoll belegt"


def _is_protected(lead: Lead) -> bool:
    reading = protection_of(lead.pk)
    assert reading is not None
    return reading.is_protected


def _audit(lead: Lead) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT old_state, new_state, (context->>'user')::bigint FROM lead_protection_changes"
            " WHERE lead_id = %s AND old_state <> new_state ORDER BY id",
            [lead.pk],
        )
        return [*cursor.fetchall()]


def _events(lead: Lead) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_type, payload->>'reason' FROM integration.event_journal"
            " WHERE (payload->>'lead_id')::bigint = %s AND event_type LIKE 'lead.protection.%%' ORDER BY id",
            [lead.pk],
        )
        return [*cursor.fetchall()]


def _revived() -> tuple[Lead, LeadActivity]:
    lead = expired_lead()
    call = record_activity(lead_id=lead.pk, actor=None, kind="QUALIFIED_CALL", occurred_at=ago(55))
    return lead, call


def test_a_clerk_sees_what_would_happen_and_has_nothing_to_confirm(clerk: Desk) -> None:
    lead = expired_lead()
    before = snapshot()

    shown = clerk.preview(change_of(lead, "activity"), CALL)

    assert shown.comparison["Phase"] == ("Expired", "Follow-up")
    assert "This entry revives protection. Only someone with the right to override may make it." in shown.text
    assert shown.buttons == {"preview"}
    assert snapshot() == before


def test_a_clerk_who_sends_it_all_the_same_is_refused(clerk: Desk) -> None:
    lead = expired_lead()
    shown = clerk.preview(change_of(lead, "activity"), CALL)
    before = snapshot()

    answer = clerk.confirm(change_of(lead, "activity"), shown, override_reason=REASON)

    assert answer.status == 422
    assert "Ask someone with the right to override" in answer.errors[""][0]
    assert snapshot() == before


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_it_is_asked_for(boss: Desk, reason: str) -> None:
    lead = expired_lead()
    shown = boss.preview(change_of(lead, "activity"), CALL)
    before = snapshot()

    answer = boss.confirm(change_of(lead, "activity"), shown, override_reason=reason)

    assert answer.status == 422
    assert "Give a reason" in answer.errors["override_reason"][0]
    assert "confirm" in answer.buttons
    assert snapshot() == before


def test_without_a_preview_nothing_is_overridden(boss: Desk) -> None:
    lead = expired_lead()
    answer = boss.post(change_of(lead, "activity"), {**CALL, "override_reason": REASON, "confirm": "1"})
    assert "Look at it again" in answer.errors[""][0]
    assert not _is_protected(lead)


@pytest.mark.parametrize("role", ["lead", "administrator", "superuser"])
def test_expired_becomes_protected(desk: NewDesk, role: str) -> None:
    lead, person = expired_lead(), desk(role)
    path = change_of(lead, "activity")

    shown = person.preview(path, CALL)
    done = person.confirm(path, shown, override_reason=REASON)

    assert "This entry revives protection. Give a reason" in shown.text
    assert done.messages[0].startswith("The activity is recorded. Protection ends on ")
    assert _is_protected(lead)
    assert _audit(lead) == [("EXPIRED", "PROTECTED", person.user.pk)]
    assert ("lead.protection.overridden", REASON) in _events(lead)
    assert "lead.protection.revived" in dict(_events(lead))


def test_protected_becomes_expired(boss: Desk) -> None:
    lead, call = _revived()
    path = change_of(lead, "void-activity", call.pk)

    shown = boss.preview(path, {"why": "falscher Lead"})
    done = boss.confirm(path, shown, override_reason="Verwechslung mit dem Nachbarlokal")

    assert shown.comparison["Phase"] == ("Follow-up", "Expired")
    assert "This entry ends protection." in shown.text
    assert done.messages[0].startswith("The activity is void. Protection ended on ")
    assert not _is_protected(lead)
    assert _audit(lead)[-1] == ("PROTECTED", "EXPIRED", boss.user.pk)
    assert ("lead.protection.overridden", "Verwechslung mit dem Nachbarlokal") in _events(lead)
    assert "lead.protection.expired" in dict(_events(lead))


def test_a_reason_that_nobody_needs_is_not_asked_for(boss: Desk) -> None:
    lead, _call = _revived()
    shown = boss.preview(change_of(lead, "activity"), {"kind": "QUALIFIED_CALL"})
    done = boss.confirm(change_of(lead, "activity"), shown)
    assert "override_reason" in shown.fields  # hidden
    assert done.messages[0].startswith("The activity is recorded.")
    assert ("lead.protection.overridden", "") not in _events(lead)
