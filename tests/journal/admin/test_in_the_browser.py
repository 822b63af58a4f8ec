"""The journal's pages in a real browser: nothing that the Content-Security-Policy forbids, nothing that runs over."""

import pytest
from playwright.sync_api import expect

from journal.models import Subscription
from tests.browser import Live
from tests.factories import UserFactory
from tests.journal.admin.scene import (
    DELIVERIES,
    EVENTS,
    INCOMING,
    REPLAYS,
    SUBSCRIPTIONS,
    TARGET,
    set_scene,
    step,
    subscription_page,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_fits(live: Live, width: int) -> None:
    scene = set_scene()
    live.login(UserFactory.create(is_staff=True, is_superuser=True))
    live.page.set_viewport_size({"width": width, "height": 844})
    paths = {
        EVENTS: "Ereignisse",
        f"{EVENTS}{scene.event.pk}/change/": "lead.test",
        DELIVERIES: "Zustellungen",
        f"{DELIVERIES}{scene.delivery.pk}/change/": "lead.test",
        SUBSCRIPTIONS: "Abonnements",
        f"{SUBSCRIPTIONS}add/": "Abonnement hinzufügen",
        subscription_page(scene.webhook): "CRM",
        step(scene.webhook, "disable"): "Abschalten",
        step(scene.webhook, "rotate"): "Neuer Schlüssel",
        REPLAYS: "Wiederholungen",
        f"{REPLAYS}add/": "Ereignisse erneut senden",
        INCOMING: "Eingehende Ereignisse",
        f"{INCOMING}{scene.incoming.pk}/change/": "menu.changed",
        "/admin/": "",
    }
    for path, title in paths.items():
        page = live.open(path)
        expect(page.locator("h1").first).to_contain_text(title)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_a_webhook_is_made_and_a_parked_event_discarded(live: Live) -> None:
    scene = set_scene()
    live.login(UserFactory.create(role="administrator"))
    page = live.open(f"{SUBSCRIPTIONS}add/")
    page.get_by_label("Name").fill("Lager")
    page.get_by_label("Webhook").check()
    page.get_by_label("Ziel").fill(TARGET)
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".command code")).to_contain_text("whsec_")
    assert Subscription.objects.filter(name="Lager").exists()

    page = live.open(f"{DELIVERIES}{scene.delivery.pk}/change/")
    page.get_by_role("button", name="Verwerfen …").click()
    page.locator("#id_why").fill("Am Telefon geklärt")
    page.get_by_role("button", name="Verwerfen", exact=True).click()
    expect(page.locator(".badge-good")).to_contain_text("verworfen")
    scene.delivery.refresh_from_db()
    assert scene.delivery.state == "DISCARDED"
