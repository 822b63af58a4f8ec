"""Every event is queued for everyone who wants it, in the transaction that records it."""

import pytest
from django.db import transaction

from journal.models import Delivery, Kind, Subscription, SubscriptionState
from tests.journal.events import record_about, sql, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_else")]


def subscribe(name: str, **fields: object) -> Subscription:
    return Subscription.objects.create(name=name, kind=Kind.CONSUMER, target=name, **fields)


@pytest.mark.parametrize(
    ("types", "wanted"),
    [
        ([], True),
        (["*"], True),
        (["lead.hold.created"], True),
        (["lead.*"], True),
        (["lead.hold.*"], True),
        (["sample.lost", "lead.hold.created"], True),
        (["lead.hold"], False),
        (["lead.holds.*"], False),
        (["lead.hold.released"], False),
        (["sample.*"], False),
    ],
)
def test_a_subscription_gets_the_types_it_asked_for(types: list[str], wanted: bool) -> None:
    subscribe("all of these", event_types=types)

    record_about(1, "lead.hold.created")

    assert len(states()) == int(wanted)


@pytest.mark.parametrize(
    ("territories", "territory", "wanted"),
    [([], "DE", True), ([], None, True), (["DE", "CH"], "CH", True), (["DE"], "AT", False), (["DE"], None, False)],
)
def test_a_subscription_gets_the_territories_it_asked_for(
    territories: list[str], territory: str | None, wanted: bool
) -> None:
    subscribe("some", territories=territories)

    record_about(1, territory=territory)

    assert len(states()) == int(wanted)


def test_everyone_who_wants_an_event_has_a_delivery_of_their_own() -> None:
    first, second = subscribe("first"), subscribe("second", event_types=["lead.*"])
    subscribe("third", event_types=["sample.*"])

    event_id = record_about(7)

    found = Delivery.objects.filter(event_id=event_id).order_by("id")
    assert [each.subscription for each in found] == [first, second]
    assert {each.stream for each in found} == {"lead/7"}


def test_a_paused_subscription_keeps_its_events_and_a_disabled_one_does_not() -> None:
    paused = subscribe("paused", state=SubscriptionState.PAUSED)
    subscribe("disabled", state=SubscriptionState.DISABLED)

    record_about(1)

    assert [each.subscription for each in Delivery.objects.all()] == [paused]


def test_what_is_rolled_back_is_not_queued() -> None:
    subscribe("all")
    with transaction.atomic():
        record_about(1)
        transaction.set_rollback(True)

    assert states() == []


def test_plain_sql_records_an_event_with_type_and_instant() -> None:
    subscribe("all")

    ((event_id,),) = sql("SELECT integration.enqueue_event('lead.noted', 'lead', 7, '{\"note\": \"Grüße\"}')")

    ((payload,),) = sql("SELECT payload FROM integration.event_journal WHERE event_id = %s", event_id)
    assert '"event_type": "lead.noted"' in payload
    assert '"timestamp"' in payload
    assert states() == [("lead/7", "PENDING")]


def test_the_same_key_is_recorded_once() -> None:
    subscribe("all")
    enqueue = "SELECT integration.enqueue_event('lead.noted', 'lead', 7, deduplication_key => 'note-1')"

    ((first,),), ((second,),) = sql(enqueue), sql(enqueue)

    assert first is not None
    assert second is None
    assert len(states()) == 1


def test_the_application_cannot_write_deliveries_itself() -> None:
    from django.db.utils import ProgrammingError

    for statement in (
        "UPDATE integration.event_deliveries SET state = 'DELIVERED', settled_at = now()",
        "DELETE FROM integration.event_deliveries",
        "DELETE FROM integration.event_journal",
        "UPDATE integration.event_journal SET payload = '{}'",
        "DELETE FROM integration.replays",
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            sql(statement)
