"""Whether the help system's answers helped."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone
from operations.facts.admin.fact_admin import FactAdmin
from operations.facts.admin.states import State
from operations.facts.models import HelpAnswer


@admin.register(HelpAnswer)
class HelpAnswerAdmin(FactAdmin):
    """Answers in the user's territories, the last first."""

    list_display = ("reference_column", "runbook_column", "state_column", "territory_column", "answered_column")
    states = (
        State(
            value="HELPED",
            label=gettext_lazy("helped"),
            tone=Tone.GOOD,
            icon="check",
            rows=lambda: Q(helpful=True),
            holds=lambda answer: answer.helpful is True,
        ),
        State(
            value="NOT_HELPED",
            label=gettext_lazy("did not help"),
            tone=Tone.WARNING,
            rows=lambda: Q(helpful=False),
            holds=lambda answer: answer.helpful is False,
        ),
        State(
            value="UNSAID",
            label=gettext_lazy("nobody said"),
            tone=Tone.NEUTRAL,
            rows=lambda: Q(helpful=None),
        ),
    )
    dates = ("answered_at",)
    values = ("runbook", "helpful")

    @admin.display(description=gettext_lazy("Runbook"))
    def runbook_column(self, answer: HelpAnswer) -> str:
        return answer.runbook or "–"

    @admin.display(description=gettext_lazy("Answered"))
    def answered_column(self, answer: HelpAnswer) -> str:
        return moment(answer.answered_at)
