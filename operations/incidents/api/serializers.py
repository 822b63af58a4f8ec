"""Incidents as JSON."""

from typing import Any

from rest_framework import serializers

from core.api.fields import FlagField, InstantField, PlainTextField, WholeNumberField
from core.api.strict import StrictSerializer
from core.territory import Territory
from operations.incidents.mail import incident_url
from operations.incidents.models import EntryKind, Incident, IncidentState, ItemState, Source, TimelineEntry
from operations.incidents.telling import told
from operations.incidents.wording import headline_of, impact_of, reasons_of
from operations.runbooks.responsibilities import Responsibility, Severity
from operations.runbooks.subjects import Subject

STATES = tuple(IncidentState.values)
SEVERITIES = tuple(Severity.values)
SUBJECTS = tuple(Subject.values)
TEAMS = tuple(Responsibility.values)
SOURCES = tuple(Source.values)
KINDS = tuple(EntryKind.values)
ITEM_STATES = tuple(ItemState.values)


class Fields(serializers.Serializer[Any]):
    """For answers only."""


class IncidentsQuery(StrictSerializer):
    """Which incidents are asked for."""

    active = FlagField(required=False, help_text="`true`: those that have not ended; `false`: those that have.")
    state = serializers.ChoiceField(choices=STATES, required=False)
    severity = serializers.ChoiceField(choices=SEVERITIES, required=False)
    subject = serializers.ChoiceField(choices=SUBJECTS, required=False)
    territory = serializers.ChoiceField(choices=Territory.values, required=False)
    limit = WholeNumberField(default=50, min_value=1, max_value=500, help_text="How many at most.")
    cursor = WholeNumberField(required=False, min_value=1, help_text="From `next`.")


class EntrySerializer(Fields):
    """A line of the timeline."""

    at = InstantField(help_text="When it happened.")
    recorded_at = InstantField()
    kind = serializers.ChoiceField(choices=KINDS)
    actor = serializers.CharField(source="actor.username", allow_null=True, help_text="null: FreshOps itself.")
    said = serializers.SerializerMethodField(help_text="For people, in their language; with what a person wrote.")

    def get_said(self, entry: TimelineEntry) -> str:
        """The line in words."""
        return told(entry)


class ItemSerializer(Fields):
    """A step of the checklist."""

    id = serializers.IntegerField()
    position = serializers.IntegerField()
    title = serializers.SerializerMethodField()
    state = serializers.ChoiceField(choices=ITEM_STATES)
    note = serializers.CharField()

    def get_title(self, item: Any) -> str:
        """In the reader's language."""
        return str(item.said("title"))


class IncidentSerializer(Fields):
    """An incident as it stands now."""

    id = serializers.IntegerField()
    title = serializers.SerializerMethodField(help_text="For people, in their language.")
    impact = serializers.SerializerMethodField(help_text="What it costs; empty where no alert says so.")
    alert = serializers.CharField(source="alert_name", help_text="Empty: opened by hand.")
    subject = serializers.ChoiceField(choices=SUBJECTS)
    territory = serializers.CharField(help_text="Empty: it concerns all of them.")
    state = serializers.ChoiceField(choices=STATES)
    severity = serializers.ChoiceField(choices=SEVERITIES, help_text="SEV1 is the worst.")
    severity_reasons = serializers.SerializerMethodField(help_text="For people, in their language.")
    team = serializers.ChoiceField(choices=TEAMS)
    source = serializers.ChoiceField(choices=SOURCES, help_text="Who opened it.")  # type: ignore[assignment]
    drill = serializers.BooleanField(source="is_drill")
    began_at = InstantField()
    opened_at = InstantField()
    acknowledged_at = InstantField(allow_null=True)
    mitigated_at = InstantField(allow_null=True)
    resolved_at = InstantField(allow_null=True)
    closed_at = InstantField(allow_null=True)
    next_update_at = InstantField(allow_null=True)
    runbook = serializers.CharField(source="runbook_slug", help_text="Its slug; empty where there is none.")
    url = serializers.SerializerMethodField(help_text="Where people work on it.")

    def get_title(self, incident: Incident) -> str:
        """What has happened."""
        return headline_of(incident)

    def get_impact(self, incident: Incident) -> str:
        """What it costs."""
        return impact_of(incident)

    def get_severity_reasons(self, incident: Incident) -> list[str]:
        """Why it is that bad."""
        return reasons_of(incident)

    def get_url(self, incident: Incident) -> str:
        """Its page."""
        return incident_url(incident)


class IncidentDetailSerializer(IncidentSerializer):
    """An incident with everything that happened in it, oldest first."""

    checklist = ItemSerializer(many=True)
    timeline = EntrySerializer(many=True)
    leads = serializers.SerializerMethodField(help_text="The ids of linked leads.")

    def get_leads(self, incident: Incident) -> list[int]:
        """Ids."""
        return [link.lead_id for link in incident.linked_leads.all()]


class IncidentPageSerializer(Fields):
    """A page of incidents, the newest first."""

    next = serializers.URLField(allow_null=True, help_text="The next page; null: this is the last one.")
    results = IncidentSerializer(many=True)


class AcknowledgeSerializer(StrictSerializer):
    """A reaction."""

    note = PlainTextField(max_length=10_000, required=False, allow_blank=True, default="")


class NoteSerializer(StrictSerializer):
    """What was seen, done or decided."""

    text = PlainTextField(max_length=10_000)
    at = InstantField(required=False, help_text="When; by default now.")
