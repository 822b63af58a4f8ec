"""Samples: which wait, which arrived, which were lost."""

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone, with_note
from core.console.saved_views import SavedView
from core.console.start_page import Card
from operations.facts.admin.fact_admin import FactAdmin
from operations.facts.admin.states import State
from operations.facts.admin.values import NONE, between
from operations.facts.models import Sample, SampleState, Urgency

LOST = "state=LOST"

_TONES = {
    SampleState.REQUESTED: (Tone.WARNING, "clock"),
    SampleState.UNDER_WAY: (Tone.HELD, ""),
    SampleState.DELIVERED: (Tone.GOOD, "check"),
    SampleState.FAILED: (Tone.DANGER, "alert"),
    SampleState.LOST: (Tone.DANGER, "alert"),
}


def _state(state: SampleState) -> State:
    tone, icon = _TONES[state]
    return State(
        value=state.value,
        label=state.label,
        tone=tone,
        icon=icon,
        rows=lambda: Q(state=state.value),
        holds=lambda sample: bool(sample.state == state),
    )


@admin.register(Sample)
class SampleAdmin(FactAdmin):
    """Samples of the user's territories, those requested last first."""

    list_display = (
        "reference_column",
        "product_column",
        "state_column",
        "lead_column",
        "territory_column",
        "requested_column",
        "ended_column",
    )
    states = tuple(_state(state) for state in SampleState)
    dates = ("requested_at", "processed_at", "delivered_at", "failed_at", "lost_at", "ended_at", "due_at")
    values = ("product_type", "urgency", "due_at", "cause")
    menus = ("urgency",)

    def saved_views(self, request: HttpRequest) -> list[SavedView]:
        """The views that everyone is offered."""
        return [
            SavedView(label=_("All samples"), query=""),
            SavedView(label=_("Waiting to be sent off"), query="state=REQUESTED"),
            SavedView(label=_("Lost"), query=LOST),
        ]

    def more(self, fact: Sample) -> list[Card]:
        urgent = Tone.WARNING if fact.urgency == Urgency.URGENT else Tone.NEUTRAL
        return [
            Card(label=_("Wanted by"), value=moment(fact.due_at), note=fact.get_urgency_display(), tone=urgent),
            Card(label=_("Until it was sent off"), value=between(fact.requested_at, fact.processed_at)),
        ]

    @admin.display(description=gettext_lazy("Product"))
    def product_column(self, sample: Sample) -> str | SafeString:
        name = sample.product_type or NONE
        return with_note(name, sample.get_urgency_display(), urgent=True) if sample.urgency == "URGENT" else name

    @admin.display(description=gettext_lazy("Requested"))
    def requested_column(self, sample: Sample) -> SafeString:
        note = _("sent off after %(length)s") % {"length": between(sample.requested_at, sample.processed_at)}
        return with_note(moment(sample.requested_at), note if sample.processed_at and sample.requested_at else "")

    @admin.display(description=gettext_lazy("Ended"))
    def ended_column(self, sample: Sample) -> SafeString:
        return with_note(moment(sample.ended_at), sample.cause)
