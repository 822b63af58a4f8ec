"""Who may open which page of the journal and do what there, role by role."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.test import Client

from journal.models import DeliveryState, IncomingState
from tests.journal.admin.conftest import NewDesk
from tests.journal.admin.scene import (
    DELIVERIES,
    EVENTS,
    INCOMING,
    REPLAYS,
    SUBSCRIPTIONS,
    Scene,
    step,
    subscription_page,
    webhook,
)
from tests.leads.admin.doors import (
    EVERYONE,
    FROM_ADMINISTRATOR,
    FROM_LEAD,
    FROM_VIEWER,
)

STEPS = ("pause", "disable", "rotate", "test")


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_open_which_page(desk: NewDesk, scene: Scene, role: str | None) -> None:
    doors = {
        EVENTS: FROM_VIEWER,
        f"{EVENTS}{scene.event.pk}/change/": FROM_VIEWER,
        DELIVERIES: FROM_VIEWER,
        f"{DELIVERIES}{scene.delivery.pk}/change/": FROM_VIEWER,
        SUBSCRIPTIONS: FROM_LEAD,
        subscription_page(scene.webhook): FROM_LEAD,
        f"{SUBSCRIPTIONS}{scene.webhook.pk}/history/": FROM_LEAD,
        f"{SUBSCRIPTIONS}add/": FROM_ADMINISTRATOR,
        REPLAYS: FROM_LEAD,
        f"{REPLAYS}add/": FROM_ADMINISTRATOR,
        INCOMING: FROM_LEAD,
        f"{INCOMING}{scene.incoming.pk}/change/": FROM_LEAD,
        **{step(scene.webhook, name): FROM_ADMINISTRATOR for name in STEPS},
        **{f"{model}{1}/delete/": () for model in (EVENTS, DELIVERIES, SUBSCRIPTIONS, REPLAYS)},
        **{f"{model}add/": () for model in (EVENTS, DELIVERIES, INCOMING)},
    }
    person = desk(role)
    answers = {path: person.get(path).status for path in doors}
    assert answers == {path: 200 if role in allowed else 403 for path, allowed in doors.items() if allowed} | {
        path: answers[path] for path, allowed in doors.items() if not allowed and answers[path] in (302, 403)
    }


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_settle_what(desk: NewDesk, scene: Scene, role: str | None) -> None:
    person = desk(role)
    person.post(DELIVERIES, _chosen("retry", scene.delivery.pk))
    scene.delivery.refresh_from_db()
    assert (scene.delivery.state == DeliveryState.PENDING) == (role in FROM_LEAD)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_discard_what(desk: NewDesk, scene: Scene, role: str | None) -> None:
    person = desk(role)
    person.post(DELIVERIES, _chosen("discard", scene.delivery.pk, why="a test"))
    person.post(INCOMING, _chosen("discard", scene.incoming.pk, why="a test"))
    scene.delivery.refresh_from_db()
    scene.incoming.refresh_from_db()
    assert (scene.delivery.state == DeliveryState.DISCARDED) == (role in FROM_ADMINISTRATOR)
    assert (scene.incoming.state == IncomingState.DISCARDED) == (role in FROM_ADMINISTRATOR)


@pytest.mark.parametrize("role", EVERYONE)
def test_who_may_stop_a_subscription(desk: NewDesk, scene: Scene, role: str | None) -> None:
    desk(role).post(step(scene.webhook, "pause"), {"confirm": "1", "why": "a test"})
    scene.webhook.refresh_from_db()
    assert (scene.webhook.state == "PAUSED") == (role in FROM_ADMINISTRATOR)


@pytest.mark.parametrize("role", FROM_VIEWER)
def test_who_is_offered_what(desk: NewDesk, scene: Scene, role: str) -> None:
    person = desk(role)
    actions = {"retry"} if role in FROM_LEAD else set()
    actions |= {"discard"} if role in FROM_ADMINISTRATOR else set()
    assert person.get(DELIVERIES).actions == actions
    page = person.get(f"{DELIVERIES}{scene.delivery.pk}/change/")
    offered = {element.get("value") for element in page.root.iter("input") if element.get("name") == "action"}
    assert offered == actions
    if role in FROM_LEAD:
        links = person.get(subscription_page(scene.webhook)).links
        assert {step(scene.webhook, name) in links for name in STEPS} == {role in FROM_ADMINISTRATOR}


def test_only_who_may_change_a_target_sees_its_path(desk: NewDesk, scene: Scene) -> None:
    for role, sees in (("lead", False), ("administrator", True)):
        for path in (subscription_page(scene.webhook), SUBSCRIPTIONS, f"{DELIVERIES}{scene.delivery.pk}/change/"):
            html = desk(role).get(path).response.content.decode()
            assert ("s3cret" in html) == (sees and path == subscription_page(scene.webhook))


def test_a_get_changes_nothing(desk: NewDesk, scene: Scene) -> None:
    person = desk("administrator")
    for name in STEPS:
        assert person.get(step(scene.webhook, name), "confirm=1&why=x").status == 200
    person.get(DELIVERIES, f"action=retry&{ACTION_CHECKBOX_NAME}={scene.delivery.pk}&confirm=1")
    scene.webhook.refresh_from_db()
    scene.delivery.refresh_from_db()
    assert (scene.webhook.state, scene.webhook.key_version) == ("ACTIVE", 1)
    assert scene.delivery.state == DeliveryState.PARKED


def test_without_the_csrf_token_nothing_happens(desk: NewDesk, scene: Scene) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk("superuser").user)
    sent = _chosen("discard", scene.delivery.pk, why="a test")
    assert client.post(DELIVERIES, sent).status_code == 403
    for name in STEPS:
        assert client.post(step(scene.webhook, name), {"confirm": "1", "why": "x"}).status_code == 403
    assert client.post(f"{REPLAYS}add/", {"confirm": "1"}).status_code == 403


def test_events_of_other_territories_are_not_there(desk: NewDesk, scene: Scene) -> None:
    swiss = desk("administrator", territories=["CH"])
    for path in (EVENTS, DELIVERIES, INCOMING):
        assert swiss.get(path).listing == []
    for path, row in ((EVENTS, scene.event), (DELIVERIES, scene.delivery), (INCOMING, scene.incoming)):
        assert swiss.get(f"{path}{row.pk}/change/").status == 302
    swiss.post(DELIVERIES, _chosen("retry", scene.delivery.pk))
    swiss.post(INCOMING, _chosen("discard", scene.incoming.pk, why="x"))
    scene.delivery.refresh_from_db()
    scene.incoming.refresh_from_db()
    assert (scene.delivery.state, scene.incoming.state) == ("PARKED", "PARKED")


def test_nobody_subscribes_others_to_what_they_may_not_see(desk: NewDesk) -> None:
    """A webhook for all territories, or for others, belongs to people who see those."""
    swiss = desk("administrator", territories=["CH"])
    everything, german, ours = webhook(), webhook("German", territories=["DE"]), webhook("Swiss", territories=["CH"])

    for theirs in (everything, german):
        for name in STEPS:
            assert swiss.post(step(theirs, name), {"confirm": "1", "why": "x", "key_version": "1"}).status == 403
        assert "whsec_" not in swiss.post(step(theirs, "rotate"), {"confirm": "1", "key_version": "1"}).text
    swiss.post(subscription_page(ours), {"name": "Swiss", "target": ours.target, "territories": ["CH", "DE"]})
    ours.refresh_from_db()
    assert ours.territories == ["CH"]
    sent = {"name": "All", "kind": "CHANNEL", "target": "all_of_it", "ordered": "on", "most_attempts": "5"}
    assert swiss.post(f"{SUBSCRIPTIONS}add/", sent).errors["territories"]
    assert swiss.post(step(ours, "pause"), {"confirm": "1", "why": "x"}).status == 302


def _chosen(action: str, pk: object, **data: str) -> dict[str, object]:
    return {"action": action, ACTION_CHECKBOX_NAME: [str(pk)], "confirm": "1", **data}
