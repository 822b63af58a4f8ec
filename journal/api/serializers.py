"""Answers about events as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import InstantField
from core.api.strict import StrictSerializer
from journal.contracts.registry import Direction
from journal.models import Delivery, DeliveryState, IncomingState
from journal.services.incoming import Status

_FATES = {
    DeliveryState.PENDING: "waiting",
    DeliveryState.DELIVERED: "applied",
    DeliveryState.PARKED: "parked",
    DeliveryState.DISCARDED: "discarded",
}
EVENT_STATUSES = [(each.value, each.value) for each in Status]
CONSUMER_STATES = [(each, each) for each in _FATES.values()]
SENT_STATES = [(value.lower(), value.lower()) for value in IncomingState.values]


class EventFaultSerializer(serializers.Serializer[Any]):
    """One value at fault."""

    pointer = serializers.CharField(help_text="JSON pointer (RFC 6901) into the event; empty: the whole.")
    reason = serializers.CharField(help_text="For people, in their language.")


class EventResultSerializer(serializers.Serializer[Any]):
    """What became of one event."""

    event_id = serializers.CharField(allow_null=True, help_text="As it was sent; null where there was none.")
    status = serializers.ChoiceField(EVENT_STATUSES)
    # `errors` is also an attribute of every serializer; as a field it is declared, and never read as one.
    errors = EventFaultSerializer(many=True)  # type: ignore[assignment]
    note = serializers.CharField(required=False, help_text="Why it is parked.")


class BatchResultSerializer(serializers.Serializer[Any]):
    """What became of each event of a batch, in the order in which they were sent."""

    results = EventResultSerializer(many=True)


class ConsumerFateSerializer(serializers.Serializer[Delivery]):
    """What a consumer in the code has made of an event."""

    consumer = serializers.CharField(source="subscription.name")
    state = serializers.SerializerMethodField()
    attempts = serializers.IntegerField()
    error = serializers.CharField(source="last_error", help_text="Why it waits or is parked; empty: there was none.")

    @extend_schema_field(serializers.ChoiceField(CONSUMER_STATES))
    def get_state(self, delivery: Delivery) -> str:
        """In the words of the sender."""
        return _FATES[DeliveryState(delivery.state)]


class SentEventSerializer(serializers.Serializer[Any]):
    """An event that was sent, as it stands now."""

    event_id = serializers.UUIDField()
    event_type = serializers.CharField()
    state = serializers.ChoiceField(SENT_STATES)
    received_at = InstantField()
    note = serializers.CharField(help_text="Why it was discarded.")
    consumers = ConsumerFateSerializer(many=True, help_text="Empty: nobody here acts on it (yet).")


class ContractSerializer(serializers.Serializer[Any]):
    """One published schema."""

    event_type = serializers.CharField()
    version = serializers.IntegerField()
    direction = serializers.ChoiceField([(each.value, each.value) for each in Direction])
    title = serializers.CharField()
    url = serializers.URLField(help_text="Where the schema is.")


class ContractListSerializer(serializers.Serializer[Any]):
    """All published schemas."""

    results = ContractSerializer(many=True)


class DirectionQuery(StrictSerializer):
    """Which one, where a type goes both ways."""

    direction = serializers.ChoiceField(
        [(each.value, each.value) for each in Direction],
        required=False,
        help_text="For a type that goes both ways; default: incoming.",
    )
