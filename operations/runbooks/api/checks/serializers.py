"""Checks and what they found, as JSON."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import InstantField, SecondsField
from core.api.strict import StrictSerializer
from operations.runbooks.checks.registry import ParameterType
from operations.runbooks.checks.verdicts import Verdict

PARAMETER_TYPES = [(each.value, each.value) for each in ParameterType]
VERDICTS = [(each.value, each.value) for each in Verdict]
UNITS = [(each, each) for each in ("count", "seconds", "share", "bytes", "text")]


@extend_schema_field(OpenApiTypes.ANY)
class AnyField(serializers.Field[Any, Any, Any, Any]):
    """A value as it is: text, number, true or false, or null."""

    def to_representation(self, value: Any) -> Any:
        """The value; it is JSON already."""
        return value

    def to_internal_value(self, data: Any) -> Any:
        """The value; what asks for it knows its type."""
        return data


class CheckParameterSerializer(serializers.Serializer[Any]):
    """What a check is asked with."""

    name = serializers.CharField()
    # `label` is also an attribute of every field; as a field it is declared, and never read as one.
    label = serializers.CharField()  # type: ignore[assignment]
    type = serializers.ChoiceField(PARAMETER_TYPES)
    required = serializers.BooleanField()  # type: ignore[assignment]
    default = AnyField(allow_null=True)


class CheckColumnSerializer(serializers.Serializer[Any]):
    """A column of the rows."""

    name = serializers.CharField()
    title = serializers.CharField(help_text="For people, in their language.")


class CheckSerializer(serializers.Serializer[Any]):
    """A check that the caller may run."""

    name = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    permission = serializers.CharField(help_text="The right that it takes.")
    parameters = CheckParameterSerializer(many=True)
    unit = serializers.ChoiceField(UNITS, help_text="What the value counts or measures.")
    at_least = serializers.FloatField(allow_null=True, help_text="What the value should be, if anything is expected.")
    at_most = serializers.FloatField(allow_null=True)
    fresh_within = SecondsField(allow_null=True, help_text="How many seconds old what was read may be.")
    url = serializers.URLField()


class CheckDetailSerializer(CheckSerializer):
    """A check with the SQL that it runs."""

    columns = CheckColumnSerializer(many=True)
    sql = serializers.CharField(help_text="The statement that runs; empty where the answer is not in the database.")


class CheckListSerializer(serializers.Serializer[Any]):
    """All checks that the caller may run."""

    results = CheckSerializer(many=True)


class RunCheckSerializer(StrictSerializer):
    """What to ask a check with."""

    parameters = serializers.DictField(
        child=AnyField(), required=False, help_text="Values by name; those with a default may be left out."
    )


class CheckResultSerializer(serializers.Serializer[Any]):
    """What a check found."""

    check = serializers.CharField(help_text="Its name.")
    title = serializers.CharField()
    verdict = serializers.ChoiceField(
        VERDICTS, help_text="INFORMATION: nothing is expected. UNKNOWN: there was nothing to judge."
    )
    value = AnyField(
        allow_null=True,
        help_text="What is judged; of a list how many rows there are, null for too many to count.",
    )
    unit = serializers.ChoiceField(UNITS)
    at_least = serializers.FloatField(allow_null=True)
    at_most = serializers.FloatField(allow_null=True)
    columns = CheckColumnSerializer(many=True)
    rows = serializers.ListField(
        child=serializers.ListField(child=AnyField(allow_null=True)),
        help_text=(
            "At most 200. Instants as RFC 3339 in UTC, lengths of time as ISO 8601, codes in words for people, in "
            "their language."
        ),
    )
    truncated = serializers.BooleanField(help_text="There are more rows than these.")
    measured_at = InstantField()
    age = SecondsField(help_text="Seconds since what was read was so; 0 where it was read live.")
    seconds = serializers.FloatField(help_text="How long the check took.")
