"""The facts of a lead as they are recorded. A voided one stays, with the reason; it does not count."""

from typing import TypeVar

from django.db import models
from rest_framework import serializers

from core.api.fields import InstantField
from leads.models import LeadActivity, LeadHold, LeadOwnership, LeadReminder, LeadStatusChange

M = TypeVar("M", bound=models.Model)

_EVERY_FACT = ("recorded_at", "created_by", "source", "external_id", "voided_at", "voided_by", "void_reason")


class RecordSerializer(serializers.ModelSerializer[M]):
    """A row for reading; instants in UTC."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: InstantField,
    }

    def get_fields(self) -> dict[str, serializers.Field]:  # type: ignore[type-arg]
        """All of them read-only: facts are written through services alone."""
        fields = super().get_fields()
        for field in fields.values():
            field.read_only = True
        return fields


class HoldSerializer(RecordSerializer[LeadHold]):
    """A span in which the clock stands; `end_at` null: until it is released."""

    class Meta:
        model = LeadHold
        fields = (
            "id", "lead_id", "user_id", "reason_code", "reason", "start_at", "end_at", "created_at", "released_by",
            *_EVERY_FACT,
        )  # fmt: skip


class ActivitySerializer(RecordSerializer[LeadActivity]):
    """Something done about the lead. Qualified ones restart the follow-up."""

    class Meta:
        model = LeadActivity
        fields = ("id", "lead_id", "user_id", "kind", "qualified", "occurred_at", "note", *_EVERY_FACT)


class OwnershipSerializer(RecordSerializer[LeadOwnership]):
    """Who held the lead from when to when, counted from which start, under which policy."""

    class Meta:
        model = LeadOwnership
        fields = (
            "id", "lead_id", "user_id", "valid_from", "valid_to", "protection_started_at", "policy_id", "mode",
            "reason", *_EVERY_FACT,
        )  # fmt: skip


class StatusChangeSerializer(RecordSerializer[LeadStatusChange]):
    """From when on the lead was open, converted or withdrawn."""

    class Meta:
        model = LeadStatusChange
        fields = ("id", "lead_id", "status", "changed_at", "reason", *_EVERY_FACT)


class ReminderSerializer(RecordSerializer[LeadReminder]):
    """One reminder for each user and window (the Berlin date of expiry)."""

    class Meta:
        model = LeadReminder
        fields = (
            "id", "lead_id", "user_id", "window_start", "due_at", "sent_at", "status", "attempts", "expires_at",
            "cancelled_at", "cancel_reason", "recorded_at",
        )  # fmt: skip
