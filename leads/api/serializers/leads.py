"""Leads as JSON: in a list, and one of them with its facts."""

from typing import Any

from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import InstantField
from leads.api.serializers.facts import (
    ActivitySerializer,
    HoldSerializer,
    OwnershipSerializer,
    RecordSerializer,
    ReminderSerializer,
    StatusChangeSerializer,
)
from leads.api.serializers.protection import ReadingSerializer
from leads.models import Lead


class LeadSerializer(RecordSerializer[Lead]):
    """A company in a place, and its clock as it stands now."""

    owner = serializers.CharField(source="user.username", help_text="The user name of who holds it.")
    protection = serializers.SerializerMethodField()

    class Meta:
        model = Lead
        fields = (
            "id", "company", "street", "postal_code", "city", "territory", "phone", "website", "status", "status_at",
            "user_id", "owner", "source", "external_id", "created_at", "recorded_at", "protection",
        )  # fmt: skip

    @extend_schema_field(ReadingSerializer)
    def get_protection(self, lead: Lead) -> dict[str, Any]:
        """From `readings` in the context: Protection by lead id, read for all leads of an answer at once."""
        return self._reading.to_representation(self.context["readings"][lead.pk])

    @cached_property
    def _reading(self) -> ReadingSerializer:
        return ReadingSerializer()  # one for all rows: making it costs more than using it


class LeadDetailSerializer(LeadSerializer):
    """A lead with everything that is recorded about it, oldest first."""

    ownerships = OwnershipSerializer(many=True)
    holds = HoldSerializer(many=True)
    activities = ActivitySerializer(many=True)
    status_changes = StatusChangeSerializer(many=True)
    reminders = ReminderSerializer(many=True)

    class Meta(LeadSerializer.Meta):
        fields = (  # type: ignore[assignment]
            *LeadSerializer.Meta.fields, "ownerships", "holds", "activities", "status_changes", "reminders",
        )  # fmt: skip


class LeadPageSerializer(serializers.Serializer[Any]):
    """One page of a list."""

    next = serializers.URLField(allow_null=True, help_text="The address of the next page; null on the last.")
    as_of = InstantField(help_text="The instant of the readings.")
    results = LeadSerializer(many=True)
