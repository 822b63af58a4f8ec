"""Who may do what, as one table: role by role, door by door."""

import pytest

from tests.leads.admin.conftest import NewDesk
from tests.leads.admin.desk import LIST, Desk, page_of
from tests.leads.admin.doors import (
    CHANGES,
    DOORS,
    EVERYONE,
    FROM_ADMINISTRATOR,
    FROM_CLERK,
    FROM_LEAD,
    FROM_VIEWER,
    Scene,
)

ABOUT_THE_LEAD = ("lead", "history", *CHANGES)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_open_which_page(desk: NewDesk, scene: Scene, role: str | None) -> None:
    person = desk(role)
    answers = {name: person.get(path(scene)).status for name, (path, _) in DOORS.items()}
    assert answers == {name: 200 if role in allowed else 403 for name, (_, allowed) in DOORS.items()}


@pytest.mark.parametrize("role", EVERYONE)
def test_sending_takes_the_same_right_as_looking(desk: NewDesk, scene: Scene, role: str | None) -> None:
    """422: let in, and told that the form is incomplete or was never previewed."""
    person = desk(role)
    answers = {name: person.post(DOORS[name][0](scene), {"confirm": "1"}).status for name in CHANGES}
    assert answers == {name: 422 if role in CHANGES[name][1] else 403 for name in CHANGES}


@pytest.mark.parametrize("role", FROM_VIEWER)
def test_who_is_offered_which_change_on_the_leads_page(desk: NewDesk, scene: Scene, role: str) -> None:
    page = desk(role).get(page_of(scene.lead))
    offered = {name for name in CHANGES if DOORS[name][0](scene) in page.links}
    allowed = {name for name in CHANGES if role in CHANGES[name][1]}
    assert offered == allowed
    assert ("_save" in page.buttons) == (role in FROM_CLERK)


@pytest.mark.parametrize("role", FROM_VIEWER)
def test_who_is_offered_what_above_the_lists(desk: NewDesk, scene: Scene, role: str) -> None:
    person = desk(role)
    leads, reminders = person.get(LIST), person.get("/admin/leads/leadreminder/")
    expiries, policies = person.get("/admin/leads/leadexpiry/"), person.get("/admin/leads/protectionpolicy/")

    assert leads.actions == ({"place_holds", "release_holds"} if role in FROM_CLERK else set())
    assert reminders.actions == ({"retry"} if role in FROM_LEAD else set())
    assert expiries.actions == ({"acknowledge"} if role in FROM_LEAD else set())
    assert ("/admin/leads/protectionpolicy/add/" in policies.links) == (role in FROM_ADMINISTRATOR)
    above = {link.partition("?")[0] for link in leads.links}
    for path in (f"{LIST}add/", f"{LIST}export.csv", f"{LIST}export.xlsx", "/admin/leads/leadimport/add/"):
        assert (path in above) == (role in FROM_CLERK)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_change_many_leads_at_once(desk: NewDesk, scene: Scene, role: str | None) -> None:
    desk(role).bulk("release_holds", [scene.lead], confirm="1")
    scene.hold.refresh_from_db()
    assert (scene.hold.end_at is not None) == (role in FROM_CLERK)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_retry_and_acknowledge(desk: NewDesk, scene: Scene, role: str | None) -> None:
    person = desk(role)
    person.post("/admin/leads/leadreminder/", _chosen("retry", scene.reminder.pk))
    person.post("/admin/leads/leadexpiry/", _chosen("acknowledge", scene.expiry.pk))

    scene.reminder.refresh_from_db()
    scene.expiry.refresh_from_db()
    assert (scene.reminder.status == "PENDING") == (role in FROM_LEAD)
    assert (scene.expiry.acknowledged_by == person.user) == (role in FROM_LEAD)


@pytest.mark.parametrize("role", FROM_VIEWER[:-1])
def test_leads_of_other_territories_are_not_there(desk: NewDesk, scene: Scene, role: str) -> None:
    person = desk(role, territories=["AT", "CH"])
    for name in ABOUT_THE_LEAD:
        answer = person.get(DOORS[name][0](scene))
        # Django leads back from an object that is not there; a change of ours says 404.
        assert answer.status in (302, 404), name
        assert scene.lead.company not in answer.response.content.decode()
    for path in (LIST, "/admin/leads/leadhold/", "/admin/leads/leadreminder/", "/admin/leads/leadexpiry/"):
        assert scene.lead.company not in person.get(path, "phase=ALL" if path == LIST else "").text


def test_bulk_changes_reach_only_ones_own_territories(desk: NewDesk, scene: Scene) -> None:
    person = desk("administrator", territories=["AT"])
    person.bulk("release_holds", [scene.lead], confirm="1")
    person.post("/admin/leads/leadreminder/", _chosen("retry", scene.reminder.pk))
    person.post("/admin/leads/leadexpiry/", _chosen("acknowledge", scene.expiry.pk))

    for fact in (scene.hold, scene.reminder, scene.expiry):
        fact.refresh_from_db()
    assert (scene.hold.end_at, scene.reminder.status, scene.expiry.acknowledged_at) == (None, "DEAD", None)


def test_without_territories_there_is_nothing(desk: NewDesk, scene: Scene) -> None:
    assert scene.lead.company not in desk("administrator", territories=[]).get(LIST, "phase=ALL").text


def test_strangers_are_led_to_the_login(scene: Scene, clerk: Desk) -> None:
    clerk.client.logout()
    for name, (path, _) in DOORS.items():
        answer = clerk.get(path(scene))
        assert (answer.status, answer.response["Location"].split("?")[0]) == (302, "/admin/login/"), name


def _chosen(action: str, pk: int) -> dict[str, object]:
    return {"action": action, "_selected_action": [pk], "confirm": "1"}
