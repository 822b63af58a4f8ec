"""The shape of an error."""

from typing import Any

from rest_framework import serializers


class FieldProblemSerializer(serializers.Serializer[Any]):
    """One thing wrong with one value: of the body (`pointer`), or of the address (`parameter`)."""

    pointer = serializers.CharField(
        required=False, help_text="JSON pointer (RFC 6901) into the body, such as /override/reason; empty: the whole."
    )
    parameter = serializers.CharField(required=False, help_text="The name of a parameter of the address.")
    code = serializers.CharField()
    detail = serializers.CharField(help_text="For people, in their language.")


class ProblemSerializer(serializers.Serializer[Any]):
    """Problem details, RFC 9457. Programs decide by `status` and `code`; `detail` is for people."""

    type = serializers.CharField(help_text="about:blank; `code` tells problems apart.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    instance = serializers.CharField(help_text="The path that was asked for.")
    # `errors` is also an attribute of every serializer; as a field it is declared, and never read as one.
    errors = FieldProblemSerializer(many=True, required=False)  # type: ignore[assignment]
    params = serializers.DictField(required=False, help_text="Facts about the problem, depending on `code`.")
