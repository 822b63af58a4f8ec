"""Stopping and restarting a clock, as JSON."""

from rest_framework import serializers

from core.api.fields import InstantField, PlainTextField
from core.api.strict import StrictSerializer
from leads.api.serializers.facts import HoldSerializer
from leads.api.serializers.protection import ReadingSerializer
from leads.models import HoldReason
from leads.services.guard import Override


class OverrideSerializer(StrictSerializer):
    """The decision that an entry may end or revive protection."""

    reason = PlainTextField(max_length=255)
    confirmation = PlainTextField(max_length=64, help_text="From the preview, or from the refusal.")


class ChangeSerializer(StrictSerializer):
    """What any change of facts may carry."""

    override = OverrideSerializer(required=False)

    def validate_override(self, value: dict[str, str]) -> Override:
        """As the services take it."""
        return Override(**value)


class PlaceHoldSerializer(ChangeSerializer):
    """A hold to place."""

    reason_code = serializers.ChoiceField(HoldReason.choices)
    reason = PlainTextField(required=False, allow_blank=True, max_length=255)
    start_at = InstantField(required=False, help_text="Default: now. Not in the future.")
    end_at = InstantField(required=False, allow_null=True, help_text="Default: until released. May be planned.")


class ReleaseHoldSerializer(ChangeSerializer):
    """The end of a hold."""

    end_at = InstantField(required=False, help_text="Default: now. May be planned, or lie in the past.")


class ChangedHoldSerializer(HoldSerializer):
    """The hold, and the clock as it stands with it."""

    protection = ReadingSerializer()

    class Meta(HoldSerializer.Meta):
        fields = (*HoldSerializer.Meta.fields, "protection")  # type: ignore[assignment]
