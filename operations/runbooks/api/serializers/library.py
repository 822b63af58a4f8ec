"""The library as JSON: which runbooks there are, their versions, and what people said."""

from rest_framework import serializers

from core.api.fields import InstantField
from core.territory import Territory
from operations.runbooks.api.serializers.runbooks import RUNBOOK_LANGUAGES, Fields
from operations.runbooks.models import Origin, StepFeedback

ORIGINS = [(each.lower(), each.lower()) for each in Origin.values]


class TitlesSerializer(Fields):
    """In both languages."""

    de = serializers.CharField()
    en = serializers.CharField()


class RunbookEntrySerializer(Fields):
    """A runbook in the list."""

    slug = serializers.CharField()
    version = serializers.IntegerField(help_text="The one that counts.")
    reference = serializers.CharField(help_text="slug@version")
    titles = TitlesSerializer()
    summary = serializers.CharField(help_text="Plain text, in `language`.")
    owner = serializers.CharField(help_text="The role that answers for it.")
    territories = serializers.ListField(
        child=serializers.ChoiceField(Territory.choices), help_text="Empty: it holds for all."
    )
    alerts = serializers.ListField(child=serializers.CharField())
    review_due = serializers.DateField()
    past_review = serializers.BooleanField(help_text="Its date of review is over, by Berlin's calendar.")
    published_at = InstantField()
    url = serializers.URLField(help_text="Where people read it.")
    api_url = serializers.URLField(help_text="Where it is as JSON.")


class RunbookListSerializer(Fields):
    """All of them, by slug."""

    language = serializers.ChoiceField(RUNBOOK_LANGUAGES)
    results = RunbookEntrySerializer(many=True)


class RunbookVersionSerializer(Fields):
    """A published version."""

    version = serializers.IntegerField()
    reference = serializers.CharField(help_text="slug@version")
    titles = TitlesSerializer()
    note = serializers.CharField(help_text="What changed.")
    origin = serializers.ChoiceField(ORIGINS, help_text="admin: written here; file: it came with a release.")
    published_at = InstantField()
    url = serializers.URLField(help_text="Where people read it.")
    api_url = serializers.URLField(help_text="Where it is as JSON.")


class RunbookVersionListSerializer(Fields):
    """All of them, the newest first."""

    results = RunbookVersionSerializer(many=True)


class FeedbackSerializer(serializers.Serializer[StepFeedback]):
    """An answer as it was kept."""

    id = serializers.IntegerField()
    runbook = serializers.CharField(source="version.reference", help_text="slug@version")
    step = serializers.CharField(source="anchor")
    helped = serializers.BooleanField()
    comment = serializers.CharField()
    asked = serializers.CharField()
    recorded_at = InstantField()
