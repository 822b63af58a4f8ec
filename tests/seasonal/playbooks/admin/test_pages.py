"""The playbook of a season is worked in the admin, by those who answer for it."""

from datetime import date, timedelta

import pytest

from core.dbclock import database_now
from core.walltime import berlin_wall
from seasonal.models import DailyReview, DrillRecord, FreezeException, FreezeWindow, Milestone, Season
from seasonal.querysets.freezes import freeze_at
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk

pytestmark = pytest.mark.django_db
BASE = "/admin/seasonal"


def book(season: Season) -> str:
    return f"{BASE}/milestone/season/{season.pk}/"


def one(season: Season, code: str = "war-room") -> Milestone:
    return season.milestones.get(code=code)


def step(milestone: Milestone, name: str) -> str:
    return f"{BASE}/milestone/{milestone.pk}/{name}/"


def make_late(milestone: Milestone, days: int = 3) -> None:
    today = berlin_wall(database_now()).date()
    Milestone.objects.filter(pk=milestone.pk).update(due_on=today - timedelta(days=days))


def test_the_playbook_shows_day_by_day_what_is_due(planner: Desk, oktoberfest: Season) -> None:
    rows = planner.get(book(oktoberfest)).table("milestones")
    assert [row[1].split(" ")[0] for row in rows][:3] == ["Forecast", "Capacity", "Load"]
    assert rows[0][0].startswith("July 21, 2027") or "2027" in rows[0][0]
    assert "Sales operations" in rows[0][2]


def test_a_season_that_is_over_without_a_playbook_offers_no_button_to_make_one(planner: Desk) -> None:
    past = Season.objects.filter(state="OVER", milestones=None).first()
    assert past is not None
    shown = planner.get(book(past)).text
    assert "None was made for this season." in shown
    assert "by the button above" not in shown


def test_what_is_late_is_said_on_the_page_the_start_page_and_in_the_list(planner: Desk, oktoberfest: Season) -> None:
    make_late(one(oktoberfest))
    shown = planner.get(book(oktoberfest))
    (late,) = [row for row in shown.table("milestones") if row[1].startswith("War room")]
    assert "3 days late" in late[0]
    assert late[3].startswith("late")
    assert "Oktoberfest 2027: 1 milestone is late" in planner.get("/admin/").text
    assert [row[0] for row in planner.get(f"{BASE}/milestone/", "late=1").listing] == ["War room"]


def test_the_start_page_tells_only_those_who_answer_for_it(desk: NewDesk, oktoberfest: Season) -> None:
    clerk, owner = desk("clerk", language="en"), desk("clerk", language="en")
    late = one(oktoberfest)
    make_late(late)
    Milestone.objects.filter(pk=late.pk).update(owner_user=owner.user)
    assert "milestone is late" in owner.get("/admin/").text
    assert "milestone is late" not in clerk.get("/admin/").text


def test_a_milestone_is_ticked_with_a_note_and_opened_again(planner: Desk, oktoberfest: Season) -> None:
    milestone = one(oktoberfest)
    shown = planner.post(step(milestone, "finish"), {"note": "opened at 7"}, follow=True)
    (row,) = [row for row in shown.table("milestones") if row[1].startswith("War room")]
    assert row[3].startswith("done")
    assert "opened at 7" in row[3]
    planner.post(step(milestone, "reopen"), {})
    milestone.refresh_from_db()
    assert milestone.state == "OPEN"


def test_what_is_left_out_says_why(planner: Desk, oktoberfest: Season) -> None:
    milestone = one(oktoberfest)
    refused = planner.post(step(milestone, "skip"), {"note": " "})
    assert (refused.status, list(refused.errors)) == (422, ["note"])
    assert planner.post(step(milestone, "skip"), {"note": "no tent"}).status == 302
    milestone.refresh_from_db()
    assert (milestone.state, milestone.note) == ("SKIPPED", "no tent")


def test_a_milestone_gets_a_day_and_a_person(planner: Desk, oktoberfest: Season) -> None:
    milestone, somebody = one(oktoberfest), UserFactory.create(role="clerk")
    sent = {"due_on": "2027-08-30", "owner": "PLATFORM", "owner_user": str(somebody.pk)}
    assert planner.post(step(milestone, "plan"), sent).status == 302
    milestone.refresh_from_db()
    assert (milestone.due_on, milestone.owner, milestone.owner_user) == (date(2027, 8, 30), "PLATFORM", somebody)
    assert milestone.follows_season is False


def test_somebody_who_may_not_work_playbooks_is_nobody_to_choose(planner: Desk, oktoberfest: Season) -> None:
    viewer = UserFactory.create(role="viewer")
    sent = {"due_on": "2027-08-30", "owner": "PLATFORM", "owner_user": str(viewer.pk)}
    assert planner.post(step(one(oktoberfest), "plan"), sent).status == 422


def test_checking_now_ticks_what_is_met(planner: Desk, oktoberfest: Season) -> None:
    (told,) = planner.post(book(oktoberfest), {"action": "check"}, follow=True).messages
    assert told.startswith("Ticked: ")
    freeze = one(oktoberfest, "freeze")  # opening the season has planned it
    assert (freeze.state, freeze.done_by) == ("DONE", None)


def test_a_season_that_was_opened_before_gets_its_playbook_by_a_button(planner: Desk) -> None:
    season = Season.objects.get(kind="christmas", starts_on__year=2027)
    Season.objects.filter(pk=season.pk).update(state="OPEN")
    made, freeze = planner.post(book(season), {"action": "make"}, follow=True).messages
    assert made == "13 milestones are new."
    assert freeze == "Nothing is released from 18 Oct 2027, 00:00 to 4 Jan 2028, 00:00: check_freeze says so."


def test_a_season_that_is_over_gets_none(planner: Desk) -> None:
    season = Season.objects.get(kind="christmas", starts_on__year=2024)
    (told,) = planner.post(book(season), {"action": "make"}, follow=True).messages
    assert "is over" in told


def test_a_freeze_is_planned_changed_and_called_off(planner: Desk, oktoberfest: Season) -> None:
    sent = {
        "starts_at_0": "2027-07-01",
        "starts_at_1": "08:00",
        "ends_at_0": "2027-07-02",
        "ends_at_1": "08:00",
        "scope": "DATABASE",
        "reason": "Migration",
    }
    assert planner.post(f"{BASE}/freezewindow/add/?season={oktoberfest.pk}", sent).status == 302
    window = FreezeWindow.objects.get(scope="DATABASE")
    assert (window.season, window.starts_at.isoformat()) == (oktoberfest, "2027-07-01T06:00:00+00:00")
    page = f"{BASE}/freezewindow/{window.pk}"
    wrong = planner.post(f"{page}/edit/", {**sent, "ends_at_0": "2027-06-30"})
    assert (wrong.status, list(wrong.errors)) == (422, ["ends_at"])
    assert planner.post(f"{page}/edit/", {**sent, "scope": "ALL"}).status == 302
    assert planner.post(f"{page}/call-off/", {"reason": "done early"}).status == 302
    assert "Called off: done early" in planner.get(f"{page}/change/").text


def test_an_exception_is_granted_and_withdrawn(desk: NewDesk) -> None:
    boss, now = desk("administrator", language="en"), database_now()
    window = FreezeWindow.objects.create(starts_at=now, ends_at=now + timedelta(days=2), reason="Audit")
    until = berlin_wall(now + timedelta(days=1))
    sent = {"until_0": f"{until:%Y-%m-%d}", "until_1": f"{until:%H:%M}", "reason": "Security fix"}
    page = f"{BASE}/freezewindow/{window.pk}"
    assert boss.post(f"{page}/grant/", sent).status == 302
    assert not freeze_at(database_now()).frozen
    (row,) = boss.get(f"{page}/change/").table("exceptions")
    assert (row[0], row[4]) == ("Security fix", "Withdraw")
    boss.post(f"{BASE}/freezewindow/exception/{FreezeException.objects.get().pk}/", {})
    assert freeze_at(database_now()).frozen


def test_a_drill_is_entered_with_its_evidence(desk: NewDesk) -> None:
    clerk = desk("clerk", language="en")
    sent = {"kind": "RESTORE", "on": "2026-11-01", "worked": "on", "evidence": "restored in 12 min"}
    assert clerk.post(f"{BASE}/drillrecord/add/", sent).status == 302
    assert DrillRecord.objects.get().recorded_by == clerk.user
    assert clerk.post(f"{BASE}/drillrecord/add/", {**sent, "evidence": ""}).status == 422


def test_a_day_has_one_review(desk: NewDesk) -> None:
    clerk = desk("clerk", language="en")
    season = Season.objects.get(kind="oktoberfest", starts_on__year=2024)
    path = f"{BASE}/dailyreview/add/"
    sent = {"season": str(season.pk), "day": "2024-09-21", "note": "calm"}
    for note in ("calm", "busy after all"):
        assert clerk.post(path, {**sent, "note": note}).status == 302
    assert DailyReview.objects.get().note == "busy after all"
    outside = clerk.post(path, {**sent, "day": "2024-11-21"})
    assert (outside.status, list(outside.errors)) == (422, ["day"])


def test_a_template_is_changed_for_seasons_to_come(planner: Desk, oktoberfest: Season) -> None:
    sent = {
        "kind": "ski",
        "code": "lifts",
        "counted_from": "START",
        "offset": "-5",
        "owner": "OPERATIONS",
        "check_code": "drill_fresh",
        "is_active": "on",
        "title_de": "Lifte",
        "title_en": "Lifts",
        "text_de": "",
        "text_en": "",
    }
    assert planner.post(f"{BASE}/milestonetemplate/add/", sent).status == 302
    assert planner.post(f"{BASE}/milestonetemplate/add/", sent).errors.keys() == {"code"}
    assert planner.post(f"{BASE}/milestonetemplate/add/", {**sent, "code": "x", "check_code": "no"}).status == 200


def test_the_milestones_of_playbooks_name_their_check_as_people_do(planner: Desk) -> None:
    checked_by = {row[0]: row[4] for row in planner.get(f"{BASE}/milestonetemplate/").listing}
    assert checked_by["War room"] == "a person ticks it"
    assert "_" not in "".join(checked_by.values())
