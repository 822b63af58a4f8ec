"""Every door of playbooks, and who may go through it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core.dbclock import database_now
from seasonal.models import FreezeException, FreezeWindow, MilestoneTemplate, Season
from seasonal.services.freezes import grant_exception, plan_freeze
from tests.factories import UserFactory
from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.doors import EVERYONE, FROM_ADMINISTRATOR, FROM_CLERK, FROM_LEAD, FROM_VIEWER

pytestmark = pytest.mark.django_db
BASE = "/admin/seasonal"
Doors = dict[str, tuple[Callable[[Season], str], tuple[str | None, ...]]]


def milestone(season: Season) -> str:
    return f"{BASE}/milestone/{season.milestones.get(code='war-room').pk}"


def freeze(season: Season) -> str:
    return f"{BASE}/freezewindow/{season.freezes.get().pk}"


def exception(_season: Season) -> str:
    found = FreezeException.objects.first()
    if found is None:
        now, boss = database_now(), UserFactory.create(role="administrator")
        window = plan_freeze(
            actor=boss, starts_at=now, ends_at=now + timedelta(days=1), scope="DATABASE", reason="Migration"
        )
        found = grant_exception(window=window, actor=boss, reason="Fix", until=window.ends_at)
    return f"{BASE}/freezewindow/exception/{found.pk}/"


def template(_season: Season) -> str:
    return f"{BASE}/milestonetemplate/{MilestoneTemplate.objects.earliest('pk').pk}/change/"


SEEN: Doors = {
    "playbook": (lambda season: f"{BASE}/milestone/season/{season.pk}/", FROM_VIEWER),
    "freeze": (lambda season: f"{freeze(season)}/change/", FROM_VIEWER),
    **{
        f"list of {name}": (lambda _season, name=name: f"{BASE}/{name}/", FROM_VIEWER)  # type: ignore[misc]
        for name in ("milestone", "milestonetemplate", "freezewindow", "drillrecord", "dailyreview", "latenotice")
    },
    "template": (template, FROM_VIEWER),
}
CHANGED: Doors = {
    "tick": (lambda season: f"{milestone(season)}/finish/", FROM_CLERK),
    "leave out": (lambda season: f"{milestone(season)}/skip/", FROM_CLERK),
    "open again": (lambda season: f"{milestone(season)}/reopen/", FROM_CLERK),
    "plan a milestone": (lambda season: f"{milestone(season)}/plan/", FROM_LEAD),
    "plan a freeze": (lambda _season: f"{BASE}/freezewindow/add/", FROM_LEAD),
    "change a freeze": (lambda season: f"{freeze(season)}/edit/", FROM_LEAD),
    "call off a freeze": (lambda season: f"{freeze(season)}/call-off/", FROM_LEAD),
    "grant an exception": (lambda season: f"{freeze(season)}/grant/", FROM_ADMINISTRATOR),
    "withdraw an exception": (exception, FROM_ADMINISTRATOR),
    "enter a drill": (lambda _season: f"{BASE}/drillrecord/add/", FROM_CLERK),
    "write a review": (lambda _season: f"{BASE}/dailyreview/add/", FROM_CLERK),
    "new template": (lambda _season: f"{BASE}/milestonetemplate/add/", FROM_LEAD),
}
NEVER = ("milestone/add/", "latenotice/add/")


@pytest.mark.parametrize("role", EVERYONE)
def test_a_role_goes_through_its_doors_and_no_other(desk: NewDesk, oktoberfest: Season, role: str | None) -> None:
    someone = desk(role)
    doors = SEEN | CHANGED
    found = {name: someone.get(path(oktoberfest)).status for name, (path, _roles) in doors.items()}
    assert found == {name: 200 if role in roles else 403 for name, (_path, roles) in doors.items()}


@pytest.mark.parametrize("role", EVERYONE)
def test_a_role_changes_what_is_its_own_and_nothing_else(desk: NewDesk, oktoberfest: Season, role: str | None) -> None:
    someone = desk(role)
    refused = {name for name, (path, _roles) in CHANGED.items() if someone.post(path(oktoberfest), {}).status == 403}
    assert refused == {name for name, (_path, roles) in CHANGED.items() if role not in roles}


@pytest.mark.parametrize("role", EVERYONE)
@pytest.mark.parametrize(("action", "roles"), [("make", FROM_LEAD), ("check", FROM_CLERK)])
def test_a_playbook_is_made_and_checked_by_those_who_may(
    desk: NewDesk, oktoberfest: Season, role: str | None, action: str, roles: tuple[str | None, ...]
) -> None:
    path = f"{BASE}/milestone/season/{oktoberfest.pk}/"
    assert desk(role).post(path, {"action": action}).status == (302 if role in roles else 403)


@pytest.mark.parametrize("path", NEVER)
def test_what_the_system_makes_nobody_adds(desk: NewDesk, path: str) -> None:
    assert desk("superuser").get(f"{BASE}/{path}").status == 403


def test_nothing_is_deleted(desk: NewDesk, oktoberfest: Season) -> None:
    boss = desk("superuser")
    for path in (milestone(oktoberfest), freeze(oktoberfest)):
        assert boss.get(f"{path}/delete/").status == 403
    assert FreezeWindow.objects.count() == 1
