"""A runbook as JSON: what `render_version` makes, for the OpenAPI description."""

from typing import Any

from rest_framework import serializers

from core.api.fields import InstantField
from core.territory import Territory
from operations.runbooks.checks.registry import ParameterType
from operations.runbooks.content.document import LANGUAGES
from operations.runbooks.responsibilities import Responsibility, Severity

RUNBOOK_LANGUAGES = [(each, each) for each in LANGUAGES]
STEP_KINDS = [(each, each) for each in ("manual", "check", "command")]
PARAMETER_TYPES = [(each.value, each.value) for each in ParameterType]
SEVERITIES = [(each, each) for each in Severity.values]
ROLES = ", ".join(Responsibility.values)

Fields = serializers.Serializer[dict[str, Any]]


def _markdown(**arguments: Any) -> serializers.CharField:
    return serializers.CharField(help_text="Markdown.", **arguments)


def _html() -> serializers.CharField:
    return serializers.CharField(help_text="The same as HTML, safe to show.")


class BothFormsSerializer(Fields):
    """A long text."""

    markdown = serializers.CharField()
    html = serializers.CharField(help_text="The same as HTML, safe to show.")


class AskedParameterSerializer(Fields):
    """A value that a check still has to be given."""

    name = serializers.CharField()
    # Also an attribute of every field; as a field of this serializer it is declared, and never read as one.
    label = serializers.CharField()  # type: ignore[assignment]
    type = serializers.ChoiceField(PARAMETER_TYPES)
    default = serializers.JSONField(
        allow_null=True, help_text="Taken where nothing is given; null: it has to be given."
    )


class StepCheckSerializer(Fields):
    """The check of a step."""

    name = serializers.CharField()
    title = serializers.CharField()
    parameters = serializers.DictField(help_text="Values that the step fixes: send them along.")
    asked = AskedParameterSerializer(many=True, help_text="What is to be given beside them.")
    may_run_url = serializers.URLField(allow_null=True, help_text="Where you run it; null: you lack the right.")


class ActionStepSerializer(Fields):
    """One step."""

    id = serializers.CharField(help_text="Stays the same from version to version: links lead to it.")
    number = serializers.IntegerField(help_text="From 1.")
    kind = serializers.ChoiceField(STEP_KINDS)
    title = serializers.CharField()
    text = _markdown()
    html = _html()
    expected = _markdown()
    expected_html = _html()
    destructive = serializers.BooleanField(help_text="Changes or loses something that cannot simply be undone.")
    check = StepCheckSerializer(allow_null=True)
    command = serializers.CharField(allow_null=True, help_text="One line, to be run on the server.")
    url = serializers.URLField(help_text="Its place in the admin.")


class TroubleSerializer(Fields):
    """Something that goes wrong, and what to do about it."""

    id = serializers.CharField()
    symptom = serializers.CharField()
    cause = _markdown()
    cause_html = _html()
    fix = _markdown()
    fix_html = _html()
    link = serializers.URLField(allow_null=True, help_text="Where to go on.")
    url = serializers.URLField(help_text="Its place in the admin.")


class FailureScenarioSerializer(Fields):
    """Something large that may happen."""

    id = serializers.CharField()
    title = serializers.CharField()
    impact = _markdown()
    impact_html = _html()
    response = _markdown()
    response_html = _html()
    url = serializers.URLField(help_text="Its place in the admin.")


class EscalationContactSerializer(Fields):
    """Who has a role."""

    name = serializers.CharField()
    phone = serializers.CharField(help_text="Empty: none known.")
    email = serializers.CharField(help_text="Empty: none known.")
    hours = serializers.CharField(help_text="When they are there.")


class EscalationSerializer(Fields):
    """Whom to call, and when; earliest first."""

    after_minutes = serializers.IntegerField()
    role = serializers.CharField(help_text=f"One of: {ROLES}.")
    role_name = serializers.CharField()
    severity = serializers.ChoiceField(SEVERITIES)
    response_minutes = serializers.IntegerField(help_text="By when somebody has answered; 1440: the next working day.")
    when = _markdown()
    when_html = _html()
    contacts = EscalationContactSerializer(
        many=True, required=False, help_text="Only for those with the right to see contacts; first whom to try first."
    )


class KpiSerializer(Fields):
    """A figure that shows whether all is well."""

    name = serializers.CharField()
    target = serializers.CharField()
    check = serializers.CharField(help_text="The check that shows it; empty: none.")


class RunbookSerializer(Fields):
    """A published version of a runbook in one language."""

    slug = serializers.CharField()
    version = serializers.IntegerField()
    reference = serializers.CharField(help_text="slug@version")
    language = serializers.ChoiceField(RUNBOOK_LANGUAGES)
    title = serializers.CharField()
    quick_summary = serializers.CharField(help_text="Read in 30 seconds; plain text.")
    business_context = BothFormsSerializer()
    daily_routine = BothFormsSerializer()
    action_steps = ActionStepSerializer(many=True)
    troubleshooting = TroubleSerializer(many=True)
    failure_scenarios = FailureScenarioSerializer(many=True)
    escalation = EscalationSerializer(many=True)
    kpis = KpiSerializer(many=True)
    alerts = serializers.ListField(child=serializers.CharField(), help_text="Alerts that lead here.")
    territories = serializers.ListField(
        child=serializers.ChoiceField(Territory.choices), help_text="Empty: it holds for all."
    )
    owner = serializers.CharField(help_text=f"The role that answers for it, one of: {ROLES}.")
    owner_name = serializers.CharField()
    review_due = serializers.DateField(help_text="By when it is to be read again and confirmed.")
    published_at = InstantField()
    url = serializers.URLField(help_text="Where people read it.")
