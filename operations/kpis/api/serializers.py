"""Key figures as JSON."""

from typing import Any

from rest_framework import serializers

from core.api.fields import InstantField, SecondsField
from core.territory import Territory
from operations.kpis.periods import Bucket
from operations.kpis.registry import Direction, Subject, Unit
from operations.kpis.verdicts import Verdict

Fields = serializers.Serializer[Any]

UNITS = [(each.value, each.value) for each in Unit]
DIRECTIONS = [(each.value, each.value) for each in Direction]
VERDICTS = [(each, each) for each in Verdict.values]
SUBJECTS = [(each, each) for each in Subject.values]
BUCKETS = [(each, each) for each in Bucket.values]
_UNIT = "share (0.85: 85 %), seconds, euros, or count."


class KpiValueSerializer(Fields):
    """A value and its verdict."""

    value = serializers.FloatField(allow_null=True, help_text="Null: there was nothing to count.")
    cases = serializers.IntegerField(source="population", help_text="How many cases it was computed from.")
    target = serializers.FloatField(allow_null=True, help_text="Of the territory and the season; null: none.")
    verdict = serializers.ChoiceField(VERDICTS)


class TerritoryValueSerializer(KpiValueSerializer):
    """The same in one territory."""

    territory = serializers.ChoiceField(Territory.choices)


class KpiHeadSerializer(Fields):
    """What a KPI is."""

    name = serializers.CharField()
    title = serializers.CharField(help_text="In your language.")
    subject = serializers.ChoiceField(SUBJECTS)
    formula = serializers.CharField(help_text="In your language.")
    unit = serializers.ChoiceField(UNITS, help_text=_UNIT)
    direction = serializers.ChoiceField(DIRECTIONS, help_text="On which side of its target a value should be.")
    least_cases = serializers.IntegerField(help_text="With fewer, a value says nothing yet.")
    owner = serializers.CharField(help_text="The role that answers for it.")
    url = serializers.URLField(help_text="Where people see it.")
    api_url = serializers.URLField(help_text="Where it is over time.")
    runbook_url = serializers.URLField(help_text="What to do where it misses its target.")


class PresentKpiSerializer(KpiHeadSerializer):
    """A KPI as it is now, over all of your territories and in each."""

    since = InstantField(help_text="The present value covers the time from here ...")
    until = InstantField(help_text="... until here.")
    present = KpiValueSerializer()
    territories = TerritoryValueSerializer(many=True)
    measured = serializers.ChoiceField(
        [("live", "live"), ("snapshot", "snapshot")], help_text="For this answer, or beside it, every minute."
    )
    measured_at = InstantField()
    age = SecondsField(help_text="Seconds since then.")


class SeasonSerializer(Fields):
    """A season."""

    kind = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(help_text="Included.")


class KpiListSerializer(Fields):
    """Every KPI that you may see."""

    seasons = SeasonSerializer(many=True, help_text="Those that today lies in.")
    results = PresentKpiSerializer(many=True)


class BucketValueSerializer(KpiValueSerializer):
    """The value of one bucket."""

    since = InstantField()
    until = InstantField()


class ShareSerializer(Fields):
    """What was spent somewhere, and the leads that came in there."""

    euros = serializers.FloatField()
    leads = serializers.IntegerField()
    each = serializers.FloatField(allow_null=True, help_text="Euros for each lead. Null: no leads.")


class UserShareSerializer(ShareSerializer):
    """The same of a representative."""

    user_id = serializers.IntegerField(allow_null=True, help_text="Null: nobody in particular.")


class TeamShareSerializer(ShareSerializer):
    """The same of a team."""

    team = serializers.CharField(help_text="Empty: no team.")


class KpiSeriesSerializer(KpiHeadSerializer):
    """A KPI over time."""

    bucket = serializers.ChoiceField(BUCKETS)
    territory = serializers.ChoiceField(Territory.choices, allow_null=True, help_text="Null: all of yours.")
    since = InstantField()
    until = InstantField()
    whole = KpiValueSerializer(help_text="Over the whole time; its target is that of the first day.")
    territories = TerritoryValueSerializer(many=True, help_text="The same by territory.")
    seasons = SeasonSerializer(many=True, help_text="Those that the time touches.")
    measured_at = InstantField()
    points = BucketValueSerializer(many=True)
    users = UserShareSerializer(
        many=True, allow_null=True, help_text="By representative, the most expensive first; of cost_per_lead alone."
    )
    teams = TeamShareSerializer(many=True, allow_null=True, help_text="The same by team.")
