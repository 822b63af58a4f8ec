"""Catering requests: which wait for an answer, and for which event."""

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin.texts import moment
from core.console.badges import Tone, with_note
from core.console.saved_views import SavedView
from core.console.start_page import Card
from operations.facts.admin.fact_admin import FactAdmin
from operations.facts.admin.states import State
from operations.facts.admin.values import between, money
from operations.facts.models import CateringRequest

OPEN = "state=OPEN"


@admin.register(CateringRequest)
class CateringRequestAdmin(FactAdmin):
    """Requests of the user's territories, those asked last first."""

    list_display = (
        "reference_column",
        "state_column",
        "lead_column",
        "territory_column",
        "event_column",
        "asked_column",
        "offer_column",
    )
    states = (
        State(
            value="HELD",
            label=gettext_lazy("held"),
            tone=Tone.GOOD,
            icon="check",
            rows=lambda: Q(held_at__isnull=False),
            holds=lambda request: request.held_at is not None,
        ),
        State(
            value="OPEN",
            label=gettext_lazy("waits for an answer"),
            tone=Tone.WARNING,
            icon="clock",
            rows=lambda: Q(answered_at=None, held_at=None),
            holds=lambda request: request.answered_at is None,
        ),
        State(
            value="ANSWERED",
            label=gettext_lazy("answered"),
            tone=Tone.HELD,
            rows=lambda: Q(answered_at__isnull=False, held_at=None),
        ),
    )
    dates = ("asked_at", "answered_at", "event_at", "held_at")
    values = ("event_at", "guests", "answer", "amount", "currency")
    menus = ("answer",)

    def saved_views(self, request: HttpRequest) -> list[SavedView]:
        """The views that everyone is offered."""
        return [
            SavedView(label=_("All requests"), query=""),
            SavedView(label=_("Waiting for an answer"), query=OPEN),
        ]

    def more(self, fact: CateringRequest) -> list[Card]:
        return [
            Card(label=_("Date of the event"), value=moment(fact.event_at), note=_guests(fact)),
            Card(label=_("Until it was answered"), value=between(fact.asked_at, fact.answered_at)),
        ]

    @admin.display(description=gettext_lazy("Event"))
    def event_column(self, request: CateringRequest) -> SafeString:
        return with_note(moment(request.event_at), _guests(request))

    @admin.display(description=gettext_lazy("Asked"))
    def asked_column(self, request: CateringRequest) -> SafeString:
        note = _("answered after %(length)s") % {"length": between(request.asked_at, request.answered_at)}
        return with_note(moment(request.asked_at), note if request.asked_at and request.answered_at else "")

    @admin.display(description=gettext_lazy("Offer"))
    def offer_column(self, request: CateringRequest) -> SafeString:
        return with_note(money(request.amount, request.currency), request.get_answer_display())


def _guests(request: CateringRequest) -> str:
    if request.guests is None:
        return ""
    return ngettext("%(count)s guest", "%(count)s guests", request.guests) % {"count": request.guests}
