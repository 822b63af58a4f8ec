"""The history: whoever changed something, by whichever way, with old and new in words."""

from typing import Any

import psycopg
import pytest
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext

from leads.models import Lead, LeadHold, LeadReminder
from leads.querysets.history import history_of
from leads.services.activities import record_activity
from leads.services.holds import place_hold
from leads.services.reminders import dispatch_reminders
from leads.tasks import send_daily_reminders
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import LIST, Desk, Page, change_of
from tests.leads.moments import ago, lead_in_base, lead_in_grace

# when, who, what, before and after
Row = list[str]


def history(desk: Desk, lead: Lead) -> Page:
    return desk.get(f"{LIST}{lead.pk}/history/")


def changes(desk: Desk, lead: Lead) -> list[Row]:
    return history(desk, lead).table("changes")


def only(rows: list[Row], what: str) -> Row:
    (found,) = [row for row in rows if row[2] == what]
    return found


@pytest.mark.django_db(transaction=True)
def test_every_way_is_in_it(desk: NewDesk, app_db: psycopg.Connection[Any]) -> None:
    """By hand, in bulk, by SQL and by a job: each in a transaction of its own, as in life."""
    clerk = desk("clerk", first_name="Anna", last_name="Huber")
    lead = lead_in_grace(company="Gasthof Alt")

    clerk.post(f"{LIST}{lead.pk}/change/", {**_form_of(lead), "company": "Gasthof Neu"})
    clerk.bulk("place_holds", [lead], confirm="1", reason_code="SAMPLE", reason="Käse")
    clerk.bulk("release_holds", [lead], confirm="1")
    app_db.execute("UPDATE leads SET phone = '+49 931 1' WHERE id = %s", [lead.pk])
    send_daily_reminders()

    rows = changes(clerk, lead)
    assert [row[1:3] for row in rows] == [
        ["automatic job", "Reminder changed"],
        ["automatic job", "Reminder recorded"],
        ["directly in the database", "Lead changed"],
        ["Anna Huber, admin", "Hold changed"],
        ["Anna Huber, admin", "Hold recorded"],
        ["Anna Huber, admin", "Lead changed"],
        ["directly in the database", "Lead recorded"],
    ]
    assert rows[2][3] == "Phone: – → +49 931 1"
    assert rows[5][3] == "Company: Gasthof Alt → Gasthof Neu"
    assert "Reason: Sample owed Explanation: Käse From: " in rows[4][3]
    assert "Until: – → " in rows[3][3]
    assert "Released by: – → Anna Huber" in rows[3][3]
    moves = history(clerk, lead).table("moves")
    assert [row[1] for row in moves] == ["Anna Huber, admin", "Anna Huber, admin"]
    assert moves[1][3] == "open, the clock stands"
    assert moves[0][2] == "open, the clock stands"


def _form_of(lead: Lead) -> dict[str, str]:
    named = {name: getattr(lead, name) for name in ("company", "city", "postal_code", "territory")}
    return {**named, "contacts-TOTAL_FORMS": "0", "contacts-INITIAL_FORMS": "0"}


def test_what_a_reminder_met_is_told_in_the_readers_language(clerk: Desk) -> None:
    lead = lead_in_grace()
    dispatch_reminders()
    reminder = LeadReminder.objects.get(lead=lead)
    reminder.status, reminder.cancel_reason = "CANCELLED", "Protection has ended."
    reminder.save(update_fields=["status", "cancel_reason"])

    clerk.user.language = "de"
    clerk.user.save(update_fields=["language"])

    with translation.override("de"):
        told = gettext("Protection has ended.")
    assert told != "Protection has ended."
    assert told in history(clerk, lead).text


def test_a_handover_is_told_with_both_owners(boss: Desk) -> None:
    lead, heir = lead_in_base(), UserFactory.create(first_name="Maria", last_name="Erbe")
    past = str(lead.user)
    boss.change(change_of(lead, "handover"), {"user": heir.pk, "mode": "INHERIT", "holds": "close", "reason": "Tausch"})

    page = history(boss, lead)

    assert only(page.table("changes"), "Lead changed")[3] == f"Owner: {past} → Maria Erbe"
    recorded = only(page.table("changes"), "Ownership recorded")[3]
    assert "Owner: Maria Erbe" in recorded
    assert "How: handed over, protection inherited" in recorded
    assert "Reason: Tausch" in recorded
    (move,) = page.table("moves")
    assert move[2].endswith(past)
    assert move[3].endswith("Maria Erbe")


def test_a_move_says_how_far(clerk: Desk) -> None:
    lead = lead_in_base()
    place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(20), end_at=ago(2))
    (move,) = history(clerk, lead).table("moves")
    assert move[3].endswith("18 days later")


def test_voiding_is_told_with_its_reason(boss: Desk) -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3), end_at=ago(2)).hold
    boss.change(change_of(lead, "void-hold", hold.pk), {"why": "doppelt"})
    told = only(changes(boss, lead), "Hold changed")[3]
    assert f"Voided by: – → {boss.user}" in told
    assert "Reason for voiding: – → doppelt" in told


def test_nothing_is_said_twice_and_nothing_empty(boss: Desk) -> None:
    lead = lead_in_base()
    boss.change(change_of(lead, "policy"), {"policy": 1, "reason": "wie besprochen"})
    for row in changes(boss, lead):
        assert "– → –" not in row[3]
        assert "Recorded" not in row[3]


def test_kinds_of_other_systems_are_told_as_they_are(clerk: Desk) -> None:
    lead = lead_in_base()
    for kind in ("QUALIFIED_CALL", "FAIR_VISIT"):
        record_activity(lead_id=lead.pk, actor=None, kind=kind, source="crm", external_id=kind)
    told = " ".join(row[3] for row in changes(clerk, lead))
    assert "Kind: Qualified call" in told
    assert "Kind: FAIR_VISIT" in told


@pytest.mark.django_db(transaction=True)
def test_the_history_of_a_deleted_lead_stays(desk: NewDesk, app_db: psycopg.Connection[Any]) -> None:
    lead = lead_in_base(company="Gasthof Weg", territory="AT")
    record_activity(lead_id=lead.pk, actor=None, kind="NOTE", note="geschlossen")
    app_db.execute("DELETE FROM leads WHERE id = %s", [lead.pk])

    page = history(desk("viewer"), lead)

    assert "Gasthof Weg deleted" in page.text
    assert only(page.table("changes"), "Lead deleted")[1] == "directly in the database"
    assert "Company: Gasthof Weg" in only(page.table("changes"), "Lead deleted")[3]
    assert f"{LIST}{lead.pk}/change/" not in page.links
    assert history(desk("viewer", territories=["DE"]), lead).status == 404


def test_a_lead_that_never_was(clerk: Desk) -> None:
    assert clerk.get(f"{LIST}4711/history/").status == 404
    assert clerk.get(f"{LIST}x/history/").status == 404
    assert clerk.get(f"{LIST}{10**30}/history/").status == 404


def test_a_new_lead_has_not_moved(clerk: Desk) -> None:
    page = history(clerk, lead_in_base())
    assert "The deadline has not moved since the lead was registered." in page.text
    assert len(page.table("changes")) == 1


def test_entries_hold_values_as_stored(db: None) -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3)).hold
    values = {
        (entry.model, change.name): change.new
        for entry in history_of(lead.pk)
        for change in entry.changes
        if entry.row_id in (hold.pk, lead.pk)
    }
    assert values[LeadHold, "reason_code"] == "PRICE"
    assert values[LeadHold, "start_at"] == hold.start_at
    assert values[Lead, "created_at"] == lead.created_at


def test_it_is_append_only(db: None) -> None:
    lead = lead_in_base()
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM leads_leadevent WHERE pgh_obj_id = %s", [lead.pk])
