"""A clock as JSON, with the names of `v_user_lead_protection`."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import InstantField, IsoDurationField, SecondsField
from core.territory import Territory
from leads.models import LeadStatus
from leads.protection import Phase, State
from leads.services.guard import Preview


class ReadingSerializer(serializers.Serializer[Any]):
    """A clock at one instant (a Protection). While a hold without an end stands, boundaries read "if released now"."""

    user_id = serializers.IntegerField(help_text="Who is protected.")
    state = serializers.ChoiceField([(each.value, each.value) for each in State])
    phase = serializers.ChoiceField([(each.value, each.value) for each in Phase])
    protection_expires_at = InstantField()
    clock_stopped = serializers.BooleanField(help_text="A hold stands, and time does not count.")
    stopped_since = InstantField(allow_null=True)
    stopped_until = InstantField(allow_null=True, help_text="The planned end of the hold; null: until released.")
    remaining = IsoDurationField(help_text="Running time until expiry, ISO 8601; P0DT00H00M00S when expired.")
    remaining_seconds = SecondsField(source="remaining", help_text="The same in seconds.")
    started_at = InstantField(help_text="R: protection counts from here.")
    base_ends_at = InstantField()
    grace_starts_at = InstantField()
    reminder_due_at = InstantField(allow_null=True, help_text="Null while the clock stands.")
    policy_id = serializers.IntegerField(help_text="The contract's lengths.")


class ProtectionSerializer(ReadingSerializer):
    """The clock of one lead as of an instant, with owner and status of that time."""

    id = serializers.IntegerField(source="lead_id", help_text="The lead.")
    as_of = InstantField(help_text="The instant that this is true for.")
    created_at = InstantField(help_text="When the lead was registered.")
    territory = serializers.ChoiceField(Territory.choices)
    status = serializers.ChoiceField(LeadStatus.choices)
    anchor_activity_id = serializers.IntegerField(
        allow_null=True, help_text="The activity that restarted the follow-up last; null while none has."
    )


class PreviewSerializer(serializers.Serializer[Preview]):
    """What a change would do. Nothing has been changed."""

    before = ReadingSerializer()
    after = ReadingSerializer()
    changes_deadline = serializers.BooleanField()
    changes_state = serializers.BooleanField(help_text="Protection would end, or come back.")
    needs_override = serializers.BooleanField(
        help_text="It takes the right to override, a reason, and the confirmation."
    )
    confirmation = serializers.SerializerMethodField()

    @extend_schema_field(
        serializers.CharField(
            allow_null=True,
            help_text="To be sent as `override.confirmation`; null where no override is needed, or allowed.",
        )
    )
    def get_confirmation(self, preview: Preview) -> str | None:
        """From the context: it depends on who asks."""
        confirmation: str | None = self.context["confirmation"]
        return confirmation
