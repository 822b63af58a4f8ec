"""Orders, and how long their confirmation took."""

from django.contrib import admin
from django.db.models import Q
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone, with_note
from core.console.start_page import Card
from operations.facts.admin.fact_admin import FactAdmin
from operations.facts.admin.states import State
from operations.facts.admin.values import between, money
from operations.facts.models import Order


@admin.register(Order)
class OrderAdmin(FactAdmin):
    """Orders of the user's territories, those placed last first."""

    list_display = (
        "reference_column",
        "state_column",
        "lead_column",
        "person_column",
        "territory_column",
        "amount_column",
        "placed_column",
    )
    states = (
        State(
            value="OPEN",
            label=gettext_lazy("to be confirmed"),
            tone=Tone.WARNING,
            icon="clock",
            rows=lambda: Q(confirmed_at=None),
            holds=lambda order: order.confirmed_at is None,
        ),
        State(
            value="CONFIRMED",
            label=gettext_lazy("confirmed"),
            tone=Tone.GOOD,
            icon="check",
            rows=lambda: Q(confirmed_at__isnull=False),
        ),
    )
    dates = ("placed_at", "confirmed_at", "deliver_at")
    values = ("amount", "currency", "deliver_at")
    menus = ("currency",)

    def more(self, fact: Order) -> list[Card]:
        return [
            Card(label=_("Amount"), value=money(fact.amount, fact.currency), note=_("net")),
            Card(label=_("Until it was confirmed"), value=between(fact.placed_at, fact.confirmed_at)),
        ]

    @admin.display(description=gettext_lazy("Amount"))
    def amount_column(self, order: Order) -> str:
        return money(order.amount, order.currency)

    @admin.display(description=gettext_lazy("Placed"))
    def placed_column(self, order: Order) -> SafeString:
        note = _("confirmed after %(length)s") % {"length": between(order.placed_at, order.confirmed_at)}
        return with_note(moment(order.placed_at), note if order.placed_at and order.confirmed_at else "")
