"""The journal: what happened, the newest first."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import Tone, badge
from core.console.start_page import Card
from core.console.tables import Table
from core.models import User
from journal.admin.filters import DayFilter, TerritoryFilter, TypeFilter
from journal.admin.page import ObjectPage
from journal.admin.read_only import ReadOnlyAdmin, pretty
from journal.admin.search import understood
from journal.admin.texts import delivery_badge, told
from journal.models import Delivery, Event

SHOWN = 100  # deliveries of one event: one for each subscription, and for each time it was sent again


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """Every event that this user may see, with what became of it."""

    list_display = ("type_column", "about_column", "territory_column", "recorded_column", "source")
    list_display_links = ("type_column",)
    list_filter = (TypeFilter, TerritoryFilter, DayFilter)
    ordering = ("-id",)
    search_fields = ("event_id",)  # shows the field; get_search_results does it
    search_help_text = gettext_lazy("An event's id, or what it is about, as in lead/4711")

    def narrowed(self, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        return Event.objects.for_user(user)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        wanted = understood(search_term)
        if wanted is None:
            return queryset.none(), False
        if wanted.event_id:
            return queryset.filter(event_id=wanted.event_id), False
        kind, number = wanted.aggregate or ("", 0)
        return queryset.filter(aggregate_type=kind, aggregate_id=number), False

    @admin.display(description=gettext_lazy("Type"))
    def type_column(self, event: Event) -> str:
        return event.event_type

    @admin.display(description=gettext_lazy("About"))
    def about_column(self, event: Event) -> SafeString:
        return about(event.aggregate_type, event.aggregate_id)

    @admin.display(description=gettext_lazy("Territory"))
    def territory_column(self, event: Event) -> str:
        return event.territory or "–"

    @admin.display(description=gettext_lazy("Recorded at"))
    def recorded_column(self, event: Event) -> str:
        return moment(event.recorded_at)

    def page_of(self, row: Any, user: User) -> ObjectPage:
        event: Event = row
        return ObjectPage(
            title=event.event_type,
            badges=[badge(_("critical"), Tone.WARNING, icon="alert")] if event.critical else [],
            subtitle=[str(event.event_id)],
            facts=[
                Card(label=_("Recorded at"), value=moment(event.recorded_at)),
                Card(label=_("About"), value=f"{event.aggregate_type}/{event.aggregate_id}"),
                Card(label=_("Territory"), value=event.territory or "–"),
                Card(label=_("Source"), value=event.source),
                Card(label=_("Schema version"), value=str(event.schema_version)),
            ],
            notes=[_("Correlation id: %(id)s") % {"id": event.correlation_id}] if event.correlation_id else [],
            payload=pretty(event.payload),
            tables=[_deliveries(event)] if user.has_perm("journal.view_delivery") else [],
        )


def about(kind: str, number: int) -> SafeString:
    """What an event is about, leading to all events about it."""
    text = f"{kind}/{number}"
    return format_html('<a href="{}?q={}">{}</a>', reverse("admin:journal_event_changelist"), text, text)


def _deliveries(event: Event) -> Table:
    found = Delivery.objects.filter(event_id=event.event_id).select_related("subscription").order_by("-id")[:SHOWN]
    return Table(
        ident="deliveries",
        title=_("Deliveries"),
        columns=(_("Subscription"), _("State"), _("Attempts"), _("Settled"), _("Last error")),
        rows=[
            (
                format_html(
                    '<a href="{}">{}</a>',
                    reverse("admin:journal_delivery_change", args=[delivery.pk]),
                    delivery.subscription.name,
                ),
                delivery_badge(delivery.state),
                str(delivery.attempts),
                moment(delivery.settled_at),
                told(delivery.last_error) or "–",
            )
            for delivery in found
        ],
        empty=_("No subscription wanted it."),
    )
