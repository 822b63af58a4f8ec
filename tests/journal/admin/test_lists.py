"""The lists of events and deliveries: filters, search, pages, what is done with parked ones."""

from uuid import uuid4

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.utils import timezone

from core.walltime import berlin_wall
from journal.models import Delivery, DeliveryState, Event, IncomingEvent
from journal.relay.claims import Outcome
from tests.journal.admin.conftest import NewDesk
from tests.journal.admin.scene import (
    DELIVERIES,
    EVENTS,
    INCOMING,
    Scene,
    parked,
    settle_next,
    unknown_event,
    webhook,
)
from tests.journal.events import record_about
from tests.leads.admin.desk import Desk


def _about(desk: Desk, query: str, path: str = EVENTS) -> list[str]:
    return [row[1] for row in desk.get(path, query).listing]


def test_events_are_found_by_what_they_are_about_and_by_their_id(admin: Desk) -> None:
    first = record_about(4711)
    record_about(4712, territory="CH")
    assert _about(admin, "") == ["lead/4712", "lead/4711"]
    for typed in ("lead/4711", "LEAD/4711", "4711", str(first)):
        assert _about(admin, f"q={typed}") == ["lead/4711"]
    for typed in ("nothing", str(uuid4()), "lead/"):
        assert _about(admin, f"q={typed}") == []
    assert _about(admin, "territory=CH") == ["lead/4712"]


def test_events_are_filtered_by_type_and_day(admin: Desk) -> None:
    record_about(1, event_type="lead.hold.created")
    record_about(2, event_type="lead.hold.released")
    today = berlin_wall(timezone.now()).date().isoformat()
    assert _about(admin, "type=lead.hold.created") == ["lead/1"]
    assert len(_about(admin, f"day={today}")) == 2
    assert _about(admin, "day=2020-01-01") == []
    assert len(_about(admin, "day=yesterday")) == 2


def test_what_has_no_territory_is_for_those_who_see_all(desk: NewDesk) -> None:
    record_about(1, territory=None)
    assert len(_about(desk("viewer"), "")) == len(_about(desk("superuser", territories=[]), "")) == 1
    assert _about(desk("viewer", territories=["DE", "AT"]), "") == []


def test_the_payload_is_shown_in_lines_and_escaped(admin: Desk) -> None:
    event_id = record_about(1, note="<script>alert('Grüße')</script>")
    page = admin.get(f"{EVENTS}{Event.objects.get(event_id=event_id).pk}/change/")
    html = page.response.content.decode()
    assert "&lt;script&gt;alert(&#x27;Grüße&#x27;)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    assert '"note": "<script>' in page.text


def test_the_page_of_an_event_says_what_became_of_it(admin: Desk, scene: Scene) -> None:
    page = admin.get(f"{EVENTS}{scene.event.pk}/change/")
    (row,) = page.table("deliveries")
    assert row[:3] == ["CRM", "parked", "1"]
    assert row[4] == "500: oh"


def test_a_parked_event_is_tried_again_from_its_page_after_a_question(admin: Desk, scene: Scene) -> None:
    chosen = {"action": "retry", ACTION_CHECKBOX_NAME: str(scene.delivery.pk)}
    asked = admin.post(DELIVERIES, chosen)
    assert "Deliver these events again?" in asked.text
    assert Delivery.objects.get().state == DeliveryState.PARKED

    done = admin.post(DELIVERIES, {**asked.fields, "confirm": "1"})

    assert [row[1] for row in done.listing] == ["is tried again"]
    assert Delivery.objects.get().state == DeliveryState.PENDING
    late = admin.post(DELIVERIES, {**asked.fields, "confirm": "1"})
    assert [row[1] for row in late.listing] == ["It is not parked."]
    history = admin.get(f"{DELIVERIES}{scene.delivery.pk}/history/")
    assert history.status == 200
    assert "Changed state." in history.text


def test_discarding_takes_a_reason_and_lets_the_others_go(admin: Desk, scene: Scene) -> None:
    record_about(4711)  # held up by the parked one
    waiting = Delivery.objects.get(state="PENDING")
    page = admin.get(f"{DELIVERIES}{waiting.pk}/change/")
    assert "waits behind a parked event" in page.text
    assert f"{DELIVERIES}{scene.delivery.pk}/change/" in page.links
    chosen = {"action": "discard", ACTION_CHECKBOX_NAME: [str(scene.delivery.pk), str(waiting.pk)], "confirm": "1"}
    assert admin.post(DELIVERIES, chosen).errors["why"]

    done = admin.post(DELIVERIES, {**chosen, "why": "Known by phone"})

    assert {row[1] for row in done.listing} == {"discarded", "It is not parked."}
    scene.delivery.refresh_from_db()
    assert scene.delivery.last_error == f"{admin.user}: Known by phone"
    assert settle_next(scene.webhook, Outcome.DELIVERED) == [waiting.pk]


def test_deliveries_are_narrowed(admin: Desk, scene: Scene) -> None:
    other = webhook("Other", territories=["CH"])
    parked(other, 7, "CH")
    assert len(admin.get(DELIVERIES, "state=PARKED").listing) == 2
    assert len(admin.get(DELIVERIES, f"subscription={other.pk}").listing) == 1
    assert len(admin.get(DELIVERIES, "territory=DE").listing) == 1
    assert len(admin.get(DELIVERIES, "q=lead/7").listing) == 2
    assert len(admin.get(DELIVERIES, f"q={scene.delivery.event_id}").listing) == 1
    assert admin.get(DELIVERIES, "state=DELIVERED").listing == []


def test_too_many_at_once_are_refused(admin: Desk, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    parked(scene.webhook, 8)
    monkeypatch.setattr("journal.admin.settling.MOST", 1)
    both = [str(pk) for pk in Delivery.objects.values_list("pk", flat=True)]
    page = admin.post(DELIVERIES, {"action": "retry", ACTION_CHECKBOX_NAME: both, "confirm": "1"}, follow=True)
    assert page.messages[0].startswith("Choose at most 1 at a time")
    assert not Delivery.objects.filter(state="PENDING").exists()


def test_incoming_events_of_unknown_type(admin: Desk, desk: NewDesk, scene: Scene) -> None:
    unknown_event(territory=None)
    assert len(admin.get(INCOMING).listing) == 2
    assert len(desk("lead", territories=["DE"]).get(INCOMING).listing) == 1
    assert "menu.changed" in admin.get(f"{INCOMING}{scene.incoming.pk}/change/").text

    chosen = {ACTION_CHECKBOX_NAME: str(scene.incoming.pk), "confirm": "1"}
    refused = admin.post(INCOMING, {**chosen, "action": "retry"})
    assert "Nobody here reads this type and version yet. It is kept." in refused.text
    admin.post(INCOMING, {**chosen, "action": "discard", "why": "An old test"})

    event = IncomingEvent.objects.get(pk=scene.incoming.pk)
    assert (event.state, event.note) == ("DISCARDED", f"{admin.user}: An old test")
    assert event.settled_at is not None
    assert len(admin.get(INCOMING, "state=DISCARDED").listing) == 1


def test_an_incoming_event_whose_type_is_known_by_now_is_recorded(admin: Desk) -> None:
    """As one would be that was parked before a release that knows its type."""
    incomplete = unknown_event(event_type="campaign.ended")
    complete = unknown_event(event_type="campaign.ended", campaign_id="asparagus-2026")
    chosen = {ACTION_CHECKBOX_NAME: [str(incomplete), str(complete)], "confirm": "1", "action": "retry"}

    results = dict.fromkeys(row[1] for row in admin.post(INCOMING, chosen).listing)

    assert set(results) == {"recorded", "Refused /metadata: This is missing."}
    assert IncomingEvent.objects.get(pk=incomplete).state == "PARKED"
    assert IncomingEvent.objects.get(pk=complete).state == "RECORDED"
    event = Event.objects.get(event_id=complete)
    assert (event.event_type, event.territory, event.payload["metadata"]) == (
        "campaign.ended",
        "DE",
        {"campaign_id": "asparagus-2026"},
    )
