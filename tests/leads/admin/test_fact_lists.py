"""The lists of holds, reminders and expiries: what they show, and the two things that are done there."""

from typing import Any

import psycopg
import pytest
from django.db import connection

from leads.models import Lead, LeadExpiry, LeadHold, LeadReminder
from leads.services.holds import place_hold, void_hold
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk, Page, page_of
from tests.leads.admin.doors import Scene
from tests.leads.admin.snapshot import snapshot
from tests.leads.moments import ago, ahead, lead_in_base

HOLDS, REMINDERS, EXPIRIES = "/admin/leads/leadhold/", "/admin/leads/leadreminder/", "/admin/leads/leadexpiry/"


def choose(desk: Desk, path: str, action: str, *facts: Any, **data: str) -> Page:
    return desk.post(path, {"action": action, "_selected_action": [fact.pk for fact in facts], **data})


def test_reminders_lead_to_their_leads(clerk: Desk, scene: Scene) -> None:
    page = clerk.get(REMINDERS)
    assert page_of(scene.lead) in page.links
    (row,) = page.listing
    assert [cell for cell in row if cell][:3] == [
        f"{scene.lead.company}, Würzburg",
        str(scene.reminder.user),
        "given up",
    ]


def test_trying_again_is_asked_once_and_then_done(boss: Desk, scene: Scene) -> None:
    before = snapshot()
    asked = choose(boss, REMINDERS, "retry", scene.reminder)
    assert asked.listing == [[f"{scene.lead.company}, Würzburg", "given up", "will be sent with the next sweep"]]
    assert snapshot() == before

    done = choose(boss, REMINDERS, "retry", scene.reminder, confirm="1")

    scene.reminder.refresh_from_db()
    assert scene.reminder.status == "PENDING"
    assert done.listing == [[f"{scene.lead.company}, Würzburg", "will be sent with the next sweep"]]


def test_what_cannot_be_tried_again_is_told(boss: Desk, scene: Scene) -> None:
    LeadReminder.objects.update(status="SENT", sent_at=ago(1))
    done = choose(boss, REMINDERS, "retry", scene.reminder, confirm="1")
    assert "Refused" in done.listing[0][1]
    assert "Only a reminder that was given up can be retried. This one: sent" in done.listing[0][1]


def test_acknowledging_says_who_saw_it(boss: Desk, scene: Scene) -> None:
    before = snapshot()
    choose(boss, EXPIRIES, "acknowledge", scene.expiry)
    assert snapshot() == before

    choose(boss, EXPIRIES, "acknowledge", scene.expiry, confirm="1")

    scene.expiry.refresh_from_db()
    assert scene.expiry.acknowledged_by == boss.user
    assert str(boss.user) in boss.get(EXPIRIES).listing[0][-1]


def test_an_expiry_in_order_needs_no_acknowledgement(boss: Desk, scene: Scene) -> None:
    LeadExpiry.objects.update(unreminded=False)
    done = choose(boss, EXPIRIES, "acknowledge", scene.expiry, confirm="1")
    assert "There is no such expiry without a reminder." in done.listing[0][1]


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 3), ("reminder=open", 1), ("reminder=seen", 1), ("reminder=in_order", 1), ("reminder=x", 3)],
)
def test_expiries_by_what_became_of_the_reminder(boss: Desk, scene: Scene, query: str, found: int) -> None:
    window = {"lead": scene.lead, "user": scene.lead.user}
    LeadExpiry.objects.create(window_start=ago(9), expired_at=ago(9), unreminded=False, **window)
    LeadExpiry.objects.create(
        window_start=ago(8),
        expired_at=ago(8),
        unreminded=True,
        acknowledged_at=ago(7),
        acknowledged_by=boss.user,
        **window,
    )
    assert len(boss.get(EXPIRIES, query).listing) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"stands", "planned", "over", "void"}),
        ("clock=stands", {"stands", "planned"}),
        ("clock=over", {"over"}),
        ("clock=voided", {"void"}),
        ("reason_code__exact=SAMPLE", {"over"}),
        ("q=würz", {"stands", "planned", "over", "void"}),
        ("q=ürz", set()),
        ("lead__territory=AT", set()),
    ],
)
def test_holds_by_what_became_of_them(boss: Desk, query: str, found: set[str]) -> None:
    place_hold(lead_id=lead_in_base().pk, actor=None, reason_code="PRICE", reason="stands")
    place_hold(lead_id=lead_in_base().pk, actor=None, reason_code="PRICE", reason="planned", end_at=ahead(3))
    past = lead_in_base()
    place_hold(lead_id=past.pk, actor=None, reason_code="SAMPLE", reason="over", start_at=ago(3), end_at=ago(2))
    void = place_hold(lead_id=lead_in_base().pk, actor=None, reason_code="PRICE", reason="void").hold
    void_hold(hold_id=void.pk, actor=None, why="doppelt")

    assert {row[1].split()[-1] for row in boss.get(HOLDS, query).listing} == found


def test_the_latest_hold_comes_first(boss: Desk) -> None:
    for company in ("Erster", "Zweiter"):
        place_hold(lead_id=lead_in_base(company=company).pk, actor=boss.user, reason_code="PRICE")
    assert [row[0] for row in boss.get(HOLDS).listing] == ["Zweiter, Würzburg", "Erster, Würzburg"]
    assert boss.get(HOLDS).listing[0][-1].endswith(str(boss.user))


def test_facts_change_on_their_leads_page_alone(desk: NewDesk, scene: Scene) -> None:
    person = desk("superuser")
    before = snapshot()
    for path, fact in ((HOLDS, scene.hold), (REMINDERS, scene.reminder), (EXPIRIES, scene.expiry)):
        assert person.post(f"{path}add/", {"lead": scene.lead.pk}).status == 403
        assert person.post(f"{path}{fact.pk}/change/", {"lead": scene.lead.pk}).status == 403
        assert person.post(f"{path}{fact.pk}/delete/", {"post": "yes"}).status == 403
    assert snapshot() == before


def test_what_was_owed_to_a_deleted_lead_stays_listed(boss: Desk, scene: Scene) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM leads WHERE id = %s", [scene.lead.pk])
    gone = f"Lead {scene.lead.pk} (deleted)"
    for path in (REMINDERS, EXPIRIES):
        page = boss.get(path)
        assert gone in page.text
        assert f"/admin/leads/lead/{scene.lead.pk}/history/" in page.links
    assert gone in choose(boss, EXPIRIES, "acknowledge", scene.expiry, confirm="1").text
    scene.expiry.refresh_from_db()
    assert scene.expiry.acknowledged_by == boss.user
    assert not LeadHold.objects.exists()
    assert not Lead.objects.exists()


def test_policies_are_added_and_never_changed(desk: NewDesk, scene: Scene) -> None:
    person = desk("administrator")
    policies = "/admin/leads/protectionpolicy/"
    sent = {"name": "Kurz", "months": "3", "follow_up_days": "30", "grace_days": "5"}
    dated = {**sent, "valid_from_0": f"{ahead(30):%Y-%m-%d}", "valid_from_1": "00:00"}

    assert person.post(f"{policies}add/", dated).status == 302
    assert "Kurz" in person.get(policies).text
    assert person.post(f"{policies}1/change/", {**sent, "name": "Anders"}).status == 403
    assert person.post(f"{policies}1/delete/", {"post": "yes"}).status == 403


def test_a_policy_that_makes_no_sense_is_refused_at_its_field(desk: NewDesk) -> None:
    person = desk("administrator")
    sent = {"name": "Ohne Nachfrist", "months": "3", "follow_up_days": "30", "grace_days": "0"}
    page = person.post("/admin/leads/protectionpolicy/add/", sent)
    assert page.status == 200
    assert page.errors


def test_nobody_but_the_database_writes_the_projection(app_db: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        app_db.execute("UPDATE lead_protections SET expires_at = now()")
