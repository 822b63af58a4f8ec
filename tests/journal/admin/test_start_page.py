"""What the start page and the navigation say about events."""

from datetime import timedelta

from django.utils import timezone

from journal.models import Subscription
from journal.querysets.hours import settled_by_hour
from journal.relay.claims import Outcome
from tests.journal.admin.conftest import NewDesk
from tests.journal.admin.scene import Scene, parked, settle_next, subscription_page, webhook
from tests.journal.events import record_about
from tests.leads.admin.desk import Desk
from tests.leads.admin.document import with_class, words


def attention(desk: Desk) -> list[str]:
    """What needs attention, line by line."""
    (section,) = with_class(desk.get("/admin/").root, "attention")
    return [words(line) for line in section.iter("li")]


def test_what_is_parked_and_who_gets_nothing(admin: Desk, scene: Scene) -> None:
    Subscription.objects.filter(state="DISABLED").update(state="PAUSED")
    parked(scene.webhook, 5)
    webhook("Gone", state="DISABLED", state_reason="410 Gone")
    down = webhook("Down", failures_in_a_row=12, rests_until=timezone.now() + timedelta(minutes=3))
    webhook("Rested", failures_in_a_row=12, rests_until=timezone.now() - timedelta(minutes=3))

    lines = attention(admin)

    assert lines[0].startswith("Parked 2 events for CRM for")
    assert lines[1].startswith("Disabled Gone for")
    assert lines[2].startswith("Unknown type 1 incoming event for")
    assert lines[3] == "Receiver down Down 12 failures in a row"
    assert len(lines) == 4
    assert subscription_page(down) in admin.get("/admin/").links


def test_everyone_sees_what_they_may(desk: NewDesk, scene: Scene) -> None:
    assert attention(desk("viewer"))[0].startswith("Parked 1 event for CRM")
    assert len(attention(desk("viewer"))) == 1
    assert attention(desk("viewer", territories=["CH"])) == []
    assert attention(desk(None)) == []
    assert "Events delivered" not in desk(None).get("/admin/").text


def test_the_navigation_counts_what_waits_for_a_decision(admin: Desk, desk: NewDesk, scene: Scene) -> None:
    assert "Parked 1 waiting" in admin.get("/admin/").text
    assert "Unknown incoming events 1 waiting" in admin.get("/admin/").text
    assert "1 waiting" not in desk("administrator", territories=["AT"]).get("/admin/").text


def test_the_last_day_by_hour(admin: Desk) -> None:
    shop = webhook()
    for lead_id in (1, 2, 3):
        record_about(lead_id)
    settle_next(shop, Outcome.DELIVERED, limit=2)
    settle_next(shop, Outcome.PARKED)
    hours = settled_by_hour(admin.user, shop.pk)
    assert len(hours) == 24
    assert (sum(hour.delivered for hour in hours), sum(hour.parked for hour in hours)) == (2, 1)
    later = settled_by_hour(admin.user, shop.pk, now=timezone.now() + timedelta(hours=25))
    assert sum(hour.delivered + hour.parked for hour in later) == 0
    assert "2 delivered in the last 24 hours; 1 parked" in admin.get("/admin/").text
