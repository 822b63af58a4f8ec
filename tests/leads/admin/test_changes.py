"""Each change of a lead: a preview that changes nothing, and a confirmation that does."""

import pytest
from django.contrib.auth.models import Permission

from leads.models import LeadActivity, LeadHold, LeadOwnership, LeadStatusChange, ProtectionPolicy
from leads.services.activities import record_activity
from leads.services.holds import place_hold
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk, change_of, page_of
from tests.leads.admin.snapshot import snapshot
from tests.leads.moments import ago, lead_in_base, lead_in_grace


def test_a_preview_shows_before_and_after_and_changes_nothing(clerk: Desk) -> None:
    lead = lead_in_grace()
    before = snapshot()

    shown = clerk.preview(change_of(lead, "hold"), {"reason_code": "PRICE", "reason": "Spargel"})

    assert shown.status == 200
    assert shown.comparison["Clock"][0] == "runs"
    assert shown.comparison["Clock"][1].startswith("stands since")
    assert shown.comparison["Protected until"][1].startswith("open, the clock stands")
    assert shown.comparison["Phase"] == ("Grace", "unchanged")
    assert "no reminder is sent" in shown.text
    assert snapshot() == before


def test_the_confirmed_change_is_made_and_the_message_names_the_deadline(clerk: Desk) -> None:
    lead = lead_in_grace()

    done = clerk.change(change_of(lead, "hold"), {"reason_code": "PRICE", "reason": "Spargel"})

    hold = LeadHold.objects.get(lead=lead)
    assert (hold.reason_code, hold.reason, hold.created_by, hold.end_at) == ("PRICE", "Spargel", clerk.user, None)
    (message,) = done.messages
    assert message.startswith("The hold is recorded. The clock stands;")
    assert done.response.redirect_chain == [(page_of(lead), 302)]
    assert "Clock stands" in done.text


def test_without_a_preview_nothing_is_made(clerk: Desk) -> None:
    lead = lead_in_grace()

    shown = clerk.post(change_of(lead, "hold"), {"reason_code": "PRICE", "confirm": "1"})

    assert shown.status == 422
    assert "Look at it again" in shown.errors[""][0]
    assert not LeadHold.objects.exists()


def test_stopping_twice_makes_one_hold(clerk: Desk) -> None:
    lead = lead_in_base()
    path = change_of(lead, "hold")
    shown = clerk.preview(path, {"reason_code": "PRICE"})

    clerk.confirm(path, shown)
    clerk.confirm(path, shown)

    assert LeadHold.objects.filter(lead=lead).count() == 1


def test_a_hold_is_backdated_with_a_planned_end(clerk: Desk) -> None:
    lead = lead_in_base()
    times = {"start_at_0": f"{ago(5):%Y-%m-%d}", "start_at_1": "08:00", "end_at_0": "2199-01-01", "end_at_1": "08:00"}

    shown = clerk.preview(change_of(lead, "hold"), {"reason_code": "SAMPLE", **times})
    done = clerk.confirm(change_of(lead, "hold"), shown)

    assert shown.comparison["Clock"][1].startswith("stands until 1 Jan 2199, 08:00")
    assert "days later" in shown.comparison["Protected until"][1]
    hold = LeadHold.objects.get(lead=lead)
    assert hold.start_at.date() == ago(5).date()
    assert done.messages[0].startswith("The hold is recorded. Protection ends on ")


def test_releasing_a_hold(clerk: Desk) -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3)).hold
    path = change_of(lead, "release", hold.pk)

    shown = clerk.preview(path, {})
    done = clerk.confirm(path, shown)

    assert shown.comparison["Clock"][1] == "runs"
    hold.refresh_from_db()
    assert hold.end_at is not None
    assert hold.released_by == clerk.user
    assert done.messages[0].startswith("The end of the hold is recorded. Protection ends on ")


def test_correcting_a_hold_keeps_the_microseconds_that_the_form_does_not_show(boss: Desk) -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3), end_at=ago(1)).hold
    path = change_of(lead, "correct", hold.pk)
    form = boss.get(path)

    shown = boss.preview(path, {**form.fields, "reason_code": "SAMPLE", "reason": "Käse"})
    boss.confirm(path, shown)

    corrected = LeadHold.objects.get(pk=hold.pk)
    assert (corrected.reason_code, corrected.reason) == ("SAMPLE", "Käse")
    assert (corrected.start_at, corrected.end_at) == (hold.start_at, hold.end_at)
    assert "The deadline does not move." in shown.text


def test_voiding_a_hold_keeps_it_with_the_reason(boss: Desk) -> None:
    lead = lead_in_base()
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3), end_at=ago(1)).hold

    done = boss.change(change_of(lead, "void-hold", hold.pk), {"why": "falscher Lead"})

    assert LeadHold.objects.get(pk=hold.pk).void_reason == "falscher Lead"
    assert "voided: falscher Lead" in done.table("holds")[0][3]


def test_recording_and_voiding_an_activity(clerk: Desk) -> None:
    lead = lead_in_grace()

    shown = clerk.preview(change_of(lead, "activity"), {"kind": "QUALIFIED_CALL", "note": "Weihnachtskarte"})
    done = clerk.confirm(change_of(lead, "activity"), shown)

    assert shown.comparison["Phase"] == ("Grace", "Follow-up")
    activity = LeadActivity.objects.get(lead=lead)
    assert (activity.kind, activity.note, activity.created_by) == ("QUALIFIED_CALL", "Weihnachtskarte", clerk.user)
    assert done.table("activities")[0][:4] == [
        "Qualified call",
        done.table("activities")[0][1],
        "counts",
        "Weihnachtskarte",
    ]

    undone = clerk.change(change_of(lead, "void-activity", activity.pk), {"why": "anderer Kunde"})

    assert "voided: anderer Kunde" in undone.table("activities")[0][2]
    assert undone.messages[0].startswith("The activity is void. Protection ends on ")


@pytest.mark.parametrize("holds", ["close", "carry"])
@pytest.mark.parametrize("mode", ["RESTART", "INHERIT"])
def test_handing_over(boss: Desk, mode: str, holds: str) -> None:
    lead, heir = lead_in_base(), UserFactory.create(last_name="Erbe")
    hold = place_hold(lead_id=lead.pk, actor=None, reason_code="PRICE", start_at=ago(3)).hold
    path = change_of(lead, "handover")

    shown = boss.preview(path, {"user": heir.pk, "mode": mode, "holds": holds, "reason": "Gebietswechsel"})
    done = boss.confirm(path, shown)

    assert shown.comparison["Owner"] == (str(lead.user), str(heir))
    assert ("Protection starts anew" in shown.text) == (mode == "RESTART")
    assert (shown.comparison["Clock"][1] == "runs") == (holds == "close")
    ownership = LeadOwnership.objects.get(lead=lead, valid_to=None)
    assert (ownership.user, ownership.mode, ownership.created_by) == (heir, mode, boss.user)
    hold.refresh_from_db()
    assert (hold.end_at is None) == (holds == "carry")
    assert done.messages[0].startswith("The lead has another owner. ")

    undone = boss.change(change_of(lead, "void-handover", ownership.pk), {"why": "Irrtum"})

    lead.refresh_from_db()
    assert lead.user != heir
    assert "voided: Irrtum" in undone.table("owners")[0][1]


def test_assigning_another_policy(boss: Desk) -> None:
    lead = lead_in_base()
    longer = ProtectionPolicy.objects.create(
        name="Großkunden", months=12, follow_up_days=60, grace_days=10, valid_from=ago(0)
    )
    path = change_of(lead, "policy")

    shown = boss.preview(path, {"policy": longer.pk, "reason": "Rahmenvertrag"})
    done = boss.confirm(path, shown)

    assert "days later" in shown.comparison["Protected until"][1]
    ownership = LeadOwnership.objects.get(lead=lead, valid_to=None)
    assert (ownership.policy, ownership.mode, ownership.reason) == (longer, "POLICY", "Rahmenvertrag")
    assert "12 months" in done.text


def test_changing_the_status(clerk: Desk) -> None:
    lead = lead_in_grace()

    shown = clerk.preview(change_of(lead, "status"), {"status": "CONVERTED", "reason": "Erste Bestellung"})
    done = clerk.confirm(change_of(lead, "status"), shown)

    assert shown.comparison["Status"] == ("open", "converted")
    assert "gets no reminders" in shown.text
    change = LeadStatusChange.objects.get(lead=lead)
    assert (change.status, change.created_by) == ("CONVERTED", clerk.user)
    assert done.table("status")[0][0] == "converted"


def test_a_fact_of_another_lead_is_not_found(boss: Desk) -> None:
    lead, other = lead_in_base(), lead_in_base()
    hold = place_hold(lead_id=other.pk, actor=None, reason_code="PRICE").hold

    assert boss.get(change_of(lead, "release", hold.pk)).status == 404
    assert boss.get(change_of(lead, "no-such-change")).status == 404
    assert boss.get(change_of(lead, "no-such-change", hold.pk)).status == 404


def test_owners_are_offered_with_their_territories(desk: NewDesk) -> None:
    boss, lead = desk("lead", territories=["CH"]), lead_in_base(territory="CH")
    UserFactory.create(last_name="Berner", territories=["CH", "AT"])
    UserFactory.create(last_name="Wiener", territories=["AT"])
    UserFactory.create(last_name="Gewesen", territories=["CH"], is_active=False)
    UserFactory.create(last_name="Maschine", territories=["CH"], is_service=True)

    offered = boss.get(change_of(lead, "handover")).text

    assert "Berner (CH, AT)" in offered
    assert not [name for name in ("Wiener", "Gewesen", "Maschine") if name in offered]


def test_a_right_that_is_taken_away_holds_at_once(clerk: Desk) -> None:
    lead = lead_in_base()
    shown = clerk.preview(change_of(lead, "hold"), {"reason_code": "PRICE"})
    clerk.user.groups.clear()
    clerk.user.user_permissions.set(Permission.objects.filter(codename="view_lead"))

    assert clerk.confirm(change_of(lead, "hold"), shown).status == 403
    assert not LeadHold.objects.exists()


def test_the_activity_of_a_system_is_shown_with_its_source(clerk: Desk) -> None:
    lead = lead_in_base()
    record_activity(lead_id=lead.pk, actor=None, kind="FAIR_VISIT", source="crm", external_id="7")

    (row,) = clerk.get(page_of(lead)).table("activities")

    assert row[0] == "FAIR_VISIT"
    assert row[4].endswith("crm")
