"""Subscriptions in the admin: making and changing them, stopping and starting, keys."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from journal.models import Delivery, Kind, Replay, Subscription
from journal.relay.claims import Outcome
from journal.webhooks.signing import keys_of, signing_key
from tests.journal.admin.scene import SUBSCRIPTIONS, TARGET, settle_next, step, subscription_page, webhook
from tests.journal.events import record_about
from tests.leads.admin.desk import Desk, Page

NEW = {"name": "Shop", "kind": "WEBHOOK", "target": TARGET, "event_types": "", "ordered": "on", "most_attempts": "12"}
KEY = re.compile(r"whsec_[A-Za-z0-9+/=]{40,}")


def add(desk: Desk, **changes: object) -> Page:
    return desk.post(f"{SUBSCRIPTIONS}add/", {**NEW, **changes})


def test_a_new_webhook_shows_its_key_once(admin: Desk) -> None:
    shown = add(admin, event_types="lead.*\nsample.lost", territories=["AT", "DE"])

    made = Subscription.objects.get(name="Shop")
    assert (made.event_types, made.territories, made.created_by) == (
        ["lead.*", "sample.lost"],
        ["DE", "AT"],
        admin.user.pk,
    )
    assert KEY.findall(shown.text) == [signing_key(made.pk, 1)]
    assert "no-store" in shown.response["Cache-Control"]
    for path in (subscription_page(made), SUBSCRIPTIONS, f"{SUBSCRIPTIONS}{made.pk}/history/"):
        assert not KEY.findall(admin.get(path).response.content.decode())
    assert not KEY.findall(str(list(LogEntry.objects.values_list("change_message", flat=True))))


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("target", "http://example.com/", "encrypted only"),
        ("target", "https://127.0.0.1/", "private or reserved network"),
        ("target", "https://user:pw@example.com/", "user name or a password"),
        ("event_types", "lead", "is no type of events"),
        ("event_types", "lead.protection.expired.*", "is no type of events"),
        ("most_attempts", "0", "greater than or equal to 1"),
        ("most_attempts", "101", "less than or equal to 100"),
        ("kind", "CONSUMER", "Select a valid choice"),
    ],
)
def test_what_is_refused_is_told_at_its_field(admin: Desk, field: str, value: str, why: str) -> None:
    page = add(admin, **{field: value})
    assert why in " ".join(page.errors[field])
    assert not Subscription.objects.filter(name="Shop").exists()


@pytest.mark.parametrize("name", ["Orders", "freshops relay", "1st", "a;drop", "freshops_relay"])
def test_channels_that_cannot_be(admin: Desk, name: str) -> None:
    assert add(admin, kind="CHANNEL", target=name).errors["target"]


def test_two_of_one_channel_are_refused_at_the_field(admin: Desk) -> None:
    add(admin, kind="CHANNEL", target="mirror")
    page = add(admin, name="Second", kind="CHANNEL", target="mirror")
    assert "one client would take the other's events" in page.errors["target"][0]


def test_a_type_that_nobody_knows_is_taken_and_told(admin: Desk) -> None:
    add(admin, kind="CHANNEL", target="mirror", event_types="lead.hold.craeted lead.hold.created")
    page = admin.get(SUBSCRIPTIONS)
    assert "“lead.hold.craeted” fits no type that is known now. Check the spelling." in page.messages
    assert len(page.messages) == 2


def test_only_the_attempts_of_a_consumer_can_be_changed(admin: Desk) -> None:
    consumer = Subscription.objects.create(name="Clock", kind=Kind.CONSUMER, target="clock", event_types=["lead.*"])
    sent = {**NEW, "name": "Mine", "kind": "WEBHOOK", "event_types": "*", "most_attempts": "3"}
    assert admin.post(subscription_page(consumer), sent).status == 302
    consumer.refresh_from_db()
    assert (consumer.name, consumer.kind, consumer.target) == ("Clock", "CONSUMER", "clock")
    assert (consumer.event_types, consumer.most_attempts) == (["lead.*"], 3)
    links = admin.get(subscription_page(consumer)).links
    assert {name: step(consumer, name) in links for name in ("pause", "disable", "rotate", "test")} == {
        "pause": True,
        "disable": False,
        "rotate": False,
        "test": False,
    }


def test_pausing_needs_a_reason_and_enabling_sends_what_waited(admin: Desk) -> None:
    shop = webhook()
    assert admin.post(step(shop, "pause"), {"confirm": "1"}).errors["why"]
    admin.post(step(shop, "pause"), {"confirm": "1", "why": "They move house"})
    record_about(1)
    page = admin.get(subscription_page(shop))
    assert "paused" in page.text
    assert "They move house" in page.text
    assert settle_next(shop, Outcome.DELIVERED) == []

    admin.post(step(shop, "enable"), {"confirm": "1"})
    assert len(settle_next(shop, Outcome.DELIVERED)) == 1
    assert not Replay.objects.exists()


@pytest.mark.parametrize(("catch_up", "delivered"), [("yes", 3), ("no", 1)])
def test_enabling_says_how_much_was_missed_and_catches_up_if_wanted(admin: Desk, catch_up: str, delivered: int) -> None:
    shop = webhook(event_types=["lead.test"])
    record_about(1)
    admin.post(step(shop, "disable"), {"confirm": "1", "why": "Gone"})
    Subscription.objects.filter(pk=shop.pk).update(state_at=timezone.now() - timedelta(hours=1))
    record_about(1)
    record_about(2)
    record_about(3, event_type="lead.other")

    asked = admin.get(step(shop, "enable"))
    assert "Recorded meanwhile 2" in asked.text
    admin.post(step(shop, "enable"), {"confirm": "1", "catch_up": catch_up})

    assert Delivery.objects.filter(subscription=shop, state="PENDING").count() == delivered


def test_a_step_that_is_done_already_changes_nothing(admin: Desk) -> None:
    page = admin.post(step(webhook(), "enable"), {"confirm": "1"}, follow=True)
    assert page.messages == ["That is so already; nothing has been changed."]
    assert admin.get(step(webhook("Other"), "explode")).status == 404


def test_a_new_key_is_shown_once_and_a_second_click_makes_no_other(admin: Desk) -> None:
    shop = webhook()
    asked = admin.get(step(shop, "rotate"))
    assert not KEY.findall(asked.text)

    shown = admin.post(step(shop, "rotate"), {**asked.fields, "confirm": "1"})
    again = admin.post(step(shop, "rotate"), {**asked.fields, "confirm": "1"}, follow=True)

    shop.refresh_from_db()
    assert shop.key_version == 2
    assert KEY.findall(shown.text) == [signing_key(shop.pk, 2)]
    assert "no-store" in shown.response["Cache-Control"]
    assert not KEY.findall(again.text)
    assert again.messages == ["A new key was made in the meantime; nothing has been changed."]
    assert keys_of(shop) == [signing_key(shop.pk, 2), signing_key(shop.pk, 1)]


def test_a_test_event_tells_how_the_receiver_answered(admin: Desk) -> None:
    shop = webhook(name="Nobody")
    Subscription.objects.filter(pk=shop.pk).update(target="https://[::1]/")
    page = admin.post(step(shop, "test"), {"confirm": "1"}, follow=True)
    (told,) = page.messages
    assert told.startswith("The test event did not arrive: The address leads into a private or reserved network.")
    assert not Delivery.objects.exists()


def test_the_list_says_what_waits_and_what_is_parked_and_hides_the_path(admin: Desk) -> None:
    shop = webhook()
    for lead_id in (1, 2, 3):
        record_about(lead_id)
    settle_next(shop, Outcome.PARKED, limit=1)
    settle_next(shop, Outcome.DELIVERED, limit=1)
    Subscription.objects.exclude(pk=shop.pk).update(kind=Kind.CONSUMER)
    (row,) = [line for line in admin.get(SUBSCRIPTIONS).listing if line[0] == "CRM"]
    assert row[1] == "93.184.216.34 webhook"
    assert row[2:5] == ["active", "1", "1"]
    assert row[6].endswith("ago")
    page = admin.get(subscription_page(shop))
    assert "1 delivered in the last 24 hours; 1 parked and still waiting for a decision (red)." in page.text
    assert len(page.table("parked")) == 1
