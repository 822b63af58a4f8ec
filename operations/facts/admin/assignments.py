"""How long new leads waited for their representatives."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone
from core.console.start_page import Card
from operations.facts.admin.fact_admin import FactAdmin
from operations.facts.admin.states import State
from operations.facts.admin.values import between
from operations.facts.models import LeadAssignment


@admin.register(LeadAssignment)
class LeadAssignmentAdmin(FactAdmin):
    """Assignments in the user's territories, the leads that came in last first."""

    list_display = (
        "reference_column",
        "state_column",
        "lead_column",
        "person_column",
        "territory_column",
        "came_in_column",
        "length_column",
    )
    states = (
        State(
            value="WAITING",
            label=gettext_lazy("not assigned"),
            tone=Tone.WARNING,
            icon="clock",
            rows=lambda: Q(assigned_at=None),
            holds=lambda assignment: assignment.assigned_at is None,
        ),
        State(
            value="ASSIGNED",
            label=gettext_lazy("assigned"),
            tone=Tone.GOOD,
            icon="check",
            rows=lambda: Q(assigned_at__isnull=False),
        ),
    )
    dates = ("came_in_at", "assigned_at")

    def more(self, fact: LeadAssignment) -> list[Card]:
        return [Card(label=_("Waited"), value=between(fact.came_in_at, fact.assigned_at))]

    @admin.display(description=gettext_lazy("Came in"))
    def came_in_column(self, assignment: LeadAssignment) -> str:
        return moment(assignment.came_in_at)

    @admin.display(description=gettext_lazy("Waited"))
    def length_column(self, assignment: LeadAssignment) -> str:
        return between(assignment.came_in_at, assignment.assigned_at)
