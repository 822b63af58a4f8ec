"""An answer as JSON."""

from rest_framework import serializers

from operations.runbooks.api.checks.serializers import CheckResultSerializer
from operations.runbooks.api.serializers.runbooks import (
    RUNBOOK_LANGUAGES,
    ActionStepSerializer,
    EscalationSerializer,
    Fields,
    TroubleSerializer,
)


class SkippedCheckSerializer(Fields):
    """Why a check was not run."""

    code = serializers.CharField(
        help_text="check_not_allowed, check_parameter_missing, check_too_late, check_failed, check_not_found, ..."
    )
    reason = serializers.CharField(help_text="For people, in their language.")


class LiveCheckSerializer(Fields):
    """The check of a step: its result, or why it was skipped."""

    step = serializers.CharField(help_text="The id of the step.")
    check = serializers.CharField()
    result = CheckResultSerializer(required=False)
    skipped = SkippedCheckSerializer(required=False)


class FittingLineSerializer(Fields):
    """A line of the runbook that fits the question."""

    anchor = serializers.CharField(help_text="The step, trouble or scenario; empty: it is about the whole.")
    text = serializers.CharField()


class CandidateSerializer(Fields):
    """A runbook that may answer."""

    title = serializers.CharField()
    quick_summary = serializers.CharField(help_text="Read in 30 seconds; plain text.")
    action_steps = ActionStepSerializer(many=True)
    troubleshooting = TroubleSerializer(many=True)
    escalation = EscalationSerializer(many=True)
    confidence = serializers.FloatField(min_value=0, max_value=1)
    runbook = serializers.CharField(help_text="slug@version: the version that counts now.")
    anchor = serializers.CharField(help_text="The step, trouble or scenario to begin with; empty: at the top.")
    url = serializers.URLField(help_text="Where people read it, at that step.")
    highlights = FittingLineSerializer(many=True)
    checks = LiveCheckSerializer(
        many=True, allow_null=True, help_text="Of the first candidate; null: not asked for, or another one."
    )


class AnswerSerializer(Fields):
    """What answers a question."""

    matched = serializers.BooleanField(
        help_text="`false`: nothing answers the question; the candidates are merely nearest to it. Say so to people."
    )
    confidence = serializers.FloatField(
        min_value=0, max_value=1, help_text="That of the first candidate; comparable between questions."
    )
    question = serializers.CharField()
    language = serializers.ChoiceField(RUNBOOK_LANGUAGES)
    candidates = CandidateSerializer(many=True, help_text="Best first.")
