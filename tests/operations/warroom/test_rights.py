"""Who may open the war room of a season, and what of it each of them sees."""

import pytest
from django.contrib.auth.models import Permission

from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import Desk, Page
from tests.leads.admin.document import with_class, words
from tests.leads.admin.doors import EVERYONE, FROM_CLERK, FROM_VIEWER
from tests.operations.incidents.admin.scene import leads_wait
from tests.operations.incidents.admin.scene import room_of as incident_of
from tests.operations.warroom.scene import opened, room_of

pytestmark = pytest.mark.django_db
OPENING = "/admin/incidents/incident/add/"


def labels(page: Page) -> list[str]:
    return [words(each) for each in with_class(page.root, "card-label")]


def parts(page: Page) -> set[str]:
    return {ident for each in page.root.iter("section") if (ident := each.get("id")) and ident != "room-cards"}


def only(someone: Desk, *rights: str) -> Desk:
    """The desk with these rights alone."""
    for right in rights:
        app, _dot, codename = right.partition(".")
        someone.user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return someone


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_open_it(desk: NewDesk, role: str | None) -> None:
    path = room_of(opened())
    answer = desk(role).get(path)
    assert answer.status == (200 if role in FROM_VIEWER else 403)


def test_nothing_is_sent_to_it(desk: NewDesk) -> None:
    assert desk("superuser").post(room_of(opened()), {}).status == 405


def test_there_is_none_of_a_season_that_is_not_there(desk: NewDesk) -> None:
    assert desk("viewer").get("/admin/seasonal/season/999999/war-room/").status == 404


@pytest.mark.parametrize("role", EVERYONE[1:])
def test_who_is_offered_what(desk: NewDesk, role: str) -> None:
    season = opened()
    shown = desk(role).get(room_of(season))
    milestone = season.milestones.get(code="forecast")
    season.milestones.filter(pk=milestone.pk).update(due_on="2026-01-01")
    shown = desk(role).get(room_of(season))
    assert any(link.startswith(OPENING) for link in shown.links) == (role in FROM_CLERK)
    assert (f"/admin/seasonal/milestone/{milestone.pk}/finish/" in shown.links) == (role in FROM_CLERK)


def test_who_sees_seasons_alone_sees_no_incident_no_figure_of_others(desk: NewDesk) -> None:
    incident = leads_wait(severity="SEV1")
    page = only(desk(None), "seasonal.view_season").get(room_of(opened()))
    assert parts(page) == {"milestones", "load", "freezes"}
    assert labels(page) == ["Begins", "Season's operation", "Late milestones"]
    assert incident_of(incident) not in page.links


@pytest.mark.parametrize(
    ("right", "part", "card"),
    [
        ("incidents.view_incident", "incidents", "Open incidents"),
        ("incidents.view_oncallshift", "on-call", ""),
        ("kpis.view_kpi", "kpis", ""),
        ("journal.view_delivery", "", "Events behind"),
        ("leads.view_leadreminder", "", "Reminders due"),
    ],
)
def test_each_part_takes_its_own_right(desk: NewDesk, right: str, part: str, card: str) -> None:
    page = only(desk(None), "seasonal.view_season", right).get(room_of(opened()))
    assert parts(page) - {"milestones", "load", "freezes"} == ({part} if part else set())
    assert not card or card in labels(page)


def test_incidents_and_load_of_other_territories_are_not_shown(desk: NewDesk) -> None:
    german, swiss = leads_wait(territory="DE"), leads_wait(territory="CH", title="Swiss leads wait")
    page = desk("viewer", territories=["CH"]).get(room_of(opened()))
    assert (incident_of(swiss) in page.links, incident_of(german) in page.links) == (True, False)
    assert {row[0].split()[0] for row in page.table("load")} == {"Switzerland"}
