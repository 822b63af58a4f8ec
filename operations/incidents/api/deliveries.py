"""What Alertmanager sends (webhook, version 4), held to its form: whatever it is that we do not know stays unread."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import InstantField, PlainTextField
from core.api.parsers import StrictJSONParser
from operations.incidents.signals import Signal

MOST_ALERTS = 1_000
# A label's value has a line at most; an annotation may be a page.
LONGEST_VALUE = 10_000


class DeliveryParser(StrictJSONParser):
    """As strict as everywhere, up to 5 MiB: an alert may come in many territories at once."""

    max_bytes = 5 * 1024 * 1024
    takes_nul = False


class TextsField(serializers.DictField):
    """Names and texts, such as labels."""

    child = PlainTextField(allow_blank=True, max_length=LONGEST_VALUE)


class LabelsField(TextsField):
    """Labels, with the name of the alert among them."""

    default_error_messages = {"nameless": _("The label alertname is missing or longer than 100 characters.")}

    def to_internal_value(self, data: Any) -> dict[Any, Any]:
        """The labels; ValidationError for anything but texts, and without a name."""
        labels = dict(super().to_internal_value(data))
        if not 1 <= len(labels.get("alertname", "")) <= 100:
            self.fail("nameless")
        return labels


@extend_schema_field(OpenApiTypes.STR)
class EndField(serializers.Field[Any, Any, Any, Any]):
    """When an alert ended. Of one that fires it says a guess, or the year 1; then it is not read."""

    def to_internal_value(self, data: Any) -> Any:
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class DeliveredAlertSerializer(serializers.Serializer[Any]):
    """One alert of a delivery."""

    status = serializers.ChoiceField(choices=["firing", "resolved"])
    labels = LabelsField()
    annotations = TextsField(required=False, default=dict)
    startsAt = InstantField()  # noqa: N815  Alertmanager's name
    endsAt = EndField(required=False, default=None, help_text="Read of a resolved one.")  # noqa: N815
    fingerprint = PlainTextField(max_length=100)

    def validate(self, attrs: Mapping[str, Any]) -> Mapping[str, Any]:
        """The alert, with the instant of its end where it has one."""
        end = None
        if attrs["status"] == "resolved":
            try:
                end = InstantField().run_validation(attrs["endsAt"])
            except serializers.ValidationError as error:
                raise serializers.ValidationError({"endsAt": error.detail}) from None
        return {**attrs, "endsAt": end}


class DeliverySerializer(serializers.Serializer[Any]):
    """A delivery: the alerts of a group, those that fire and those that have ended."""

    version = serializers.ChoiceField(choices=["4"])
    alerts = serializers.ListField(child=DeliveredAlertSerializer(), allow_empty=False, max_length=MOST_ALERTS)


class TakenSerializer(serializers.Serializer[Any]):
    """What became of a delivery."""

    incidents = serializers.ListField(
        child=serializers.IntegerField(), help_text="The ids of the incidents that it concerns."
    )


def signals_of(values: Mapping[str, Any]) -> list[Signal]:
    """The alerts of a checked delivery."""
    return [
        Signal(
            alert_name=alert["labels"]["alertname"],
            fingerprint=alert["fingerprint"],
            starts_at=alert["startsAt"].astimezone(UTC),
            ends_at=alert["endsAt"],
            labels=dict(alert["labels"]),
            annotations=dict(alert["annotations"]),
        )
        for alert in values["alerts"]
    ]
