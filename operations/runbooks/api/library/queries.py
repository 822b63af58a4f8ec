"""What may be asked of the library, and what it is told."""

from rest_framework import serializers

from core.api.fields import FlagField, PlainTextField, WholeNumberField
from core.api.strict import StrictSerializer
from core.territory import Territory
from operations.runbooks.alerts import ALERTS
from operations.runbooks.api.serializers.runbooks import RUNBOOK_LANGUAGES
from operations.runbooks.responsibilities import Responsibility


class LanguageQuery(StrictSerializer):
    """In which language."""

    lang = serializers.ChoiceField(
        RUNBOOK_LANGUAGES, required=False, help_text="Default: the first of Accept-Language that is de or en; else de."
    )


class RunbooksQuery(LanguageQuery):
    """Filters of the list; all that are given must hold."""

    territory = serializers.ChoiceField(
        Territory.choices, required=False, help_text="Those that hold there: its own, and those that hold everywhere."
    )
    owner = serializers.ChoiceField([(each, each) for each in Responsibility.values], required=False)
    alert = serializers.ChoiceField([(each, each) for each in ALERTS], required=False)


class RunbookQuery(LanguageQuery):
    """Which version, in which language."""

    version = WholeNumberField(
        required=False, min_value=1, max_value=2**31 - 1, help_text="Any that was ever published; default: the newest."
    )


class FeedbackBody(StrictSerializer):
    """An answer to “Did this help?”."""

    version = WholeNumberField(min_value=1, max_value=2**31 - 1, help_text="The one that was read.")
    step = PlainTextField(
        allow_blank=True, max_length=80, help_text="The id of a step, trouble or scenario; empty: the whole runbook."
    )
    helped = FlagField()
    comment = PlainTextField(required=False, allow_blank=True, max_length=1000)
    asked = PlainTextField(required=False, allow_blank=True, max_length=300, help_text="What was searched for.")
