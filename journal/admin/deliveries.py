"""What became of each event for each subscription, and what to do with the parked ones."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.texts import moment
from core.console.badges import with_note
from core.console.saved_views import SavedView
from core.console.start_page import Card
from core.console.tables import Action
from core.models import User
from journal.admin.bulk import Step, WhyForm
from journal.admin.events import about
from journal.admin.filters import DeliveryStateTabs, SubscriptionFilter, TerritoryFilter, TypeFilter
from journal.admin.page import ObjectPage, Text
from journal.admin.search import events_about, understood
from journal.admin.settling import SettlingAdmin
from journal.admin.texts import delivery_badge, told
from journal.models import Delivery, DeliveryState
from journal.services.deliveries import discard_deliveries, retry_deliveries

# What the start page and the navigation lead to.
PARKED = "state=PARKED"
SHOWN = 80  # characters of an error in the list


def _is_parked(row: Any) -> bool:
    return bool(row.state == DeliveryState.PARKED)


RETRY = Step(
    action="retry",
    title=gettext_lazy("Try again"),
    question=gettext_lazy("Deliver these events again? What they hold up follows."),
    done=gettext_lazy("is tried again"),
    possible=_is_parked,
    work=lambda pk, user, _why: retry_deliveries(delivery_ids=[pk], actor=user) == 1,
)
DISCARD = Step(
    action="discard",
    title=gettext_lazy("Discard"),
    question=gettext_lazy("Never deliver these events to this subscription? What they hold up goes on without them."),
    done=gettext_lazy("discarded"),
    possible=_is_parked,
    work=lambda pk, user, why: discard_deliveries(delivery_ids=[pk], actor=user, why=why) == 1,
    form=WhyForm,
)


@admin.register(Delivery)
class DeliveryAdmin(SettlingAdmin):
    """Deliveries of events that this user may see."""

    list_display = (
        "event_column",
        "about_column",
        "subscription_column",
        "state_column",
        "attempts_column",
        "when_column",
        "error",
    )
    list_display_links = ("event_column",)
    list_filter = (DeliveryStateTabs, SubscriptionFilter, TypeFilter, TerritoryFilter)
    list_select_related = ("subscription",)
    ordering = ("-id",)
    actions = ("retry", "discard")
    search_fields = ("event_id",)  # shows the field; get_search_results does it
    search_help_text = gettext_lazy("An event's id, or what it is about, as in lead/4711")
    rights = {"retry": "journal.retry_delivery", "discard": "journal.discard_delivery"}

    def narrowed(self, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        return Delivery.objects.for_user(user)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if not search_term.strip():
            return queryset, False
        wanted = understood(search_term)
        if wanted is None:
            return queryset.none(), False
        if wanted.aggregate:
            # By way of the journal, which has an index on it.
            return queryset.filter(event_id__in=events_about(wanted.aggregate).values("event_id")), False
        return queryset.filter(event_id=wanted.event_id), False

    def saved_views(self, request: HttpRequest) -> list[SavedView]:
        """The views that everyone is offered."""
        return [
            SavedView(label=_("All deliveries"), query=""),
            SavedView(label=_("Parked"), query=PARKED),
            SavedView(label=_("Waiting"), query="state=PENDING"),
        ]

    @admin.display(description=gettext_lazy("Event"))
    def event_column(self, delivery: Delivery) -> str:
        return delivery.event_type

    @admin.display(description=gettext_lazy("About"))
    def about_column(self, delivery: Delivery) -> SafeString:
        kind, _slash, number = delivery.stream.rpartition("/")
        return about(kind, int(number))

    @admin.display(description=gettext_lazy("Subscription"))
    def subscription_column(self, delivery: Delivery) -> str:
        return delivery.subscription.name

    @admin.display(description=gettext_lazy("State"))
    def state_column(self, delivery: Delivery) -> SafeString:
        return delivery_badge(delivery.state)

    @admin.display(description=gettext_lazy("Attempts"))
    def attempts_column(self, delivery: Delivery) -> int:
        return delivery.attempts

    @admin.display(description=gettext_lazy("When"))
    def when_column(self, delivery: Delivery) -> SafeString:
        return with_note(*_when(delivery))

    @admin.display(description=gettext_lazy("Last error"))
    def error(self, delivery: Delivery) -> str:
        return told(delivery.last_error, SHOWN) or "–"

    def page_of(self, row: Any, user: User) -> ObjectPage:
        delivery: Delivery = row
        instant, note = _when(delivery)
        actions = []
        if user.has_perm("journal.view_event"):
            url = reverse("admin:journal_event_change", args=[delivery.journal_id])
            actions.append(Action(label=_("Open the event"), url=url))
        return ObjectPage(
            title=delivery.event_type,
            badges=[delivery_badge(delivery.state)],
            subtitle=[delivery.subscription.name, delivery.stream, str(delivery.event_id)],
            actions=actions,
            buttons=self.buttons(delivery, user, RETRY, DISCARD),
            facts=[
                Card(label=_("Queued"), value=moment(delivery.created_at)),
                Card(label=str(note).capitalize(), value=instant),
                Card(label=_("Attempts"), value=f"{delivery.attempts} / {delivery.subscription.most_attempts}"),
                Card(label=_("Territory"), value=delivery.territory or "–"),
            ],
            error=told(delivery.last_error),
            notes=list(_notes(delivery)),
        )

    @admin.action(description=gettext_lazy("Try again …"), permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> HttpResponse | None:
        """Have parked events tried again, with all their attempts."""
        return self.settle(request, queryset, RETRY)

    @admin.action(description=gettext_lazy("Discard …"), permissions=["discard"])
    def discard(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> HttpResponse | None:
        """Give parked events up, with a reason."""
        return self.settle(request, queryset, DISCARD)


def _notes(delivery: Delivery) -> Iterator[str]:
    """Why it is here, and what it waits for."""
    if delivery.replay_id:
        yield _("Sent again by replay %(id)s.") % {"id": delivery.replay_id}
    if delivery.state != DeliveryState.PENDING or not delivery.subscription.ordered:
        return
    before = Delivery.objects.filter(subscription=delivery.subscription, stream=delivery.stream, pk__lt=delivery.pk)
    first = before.filter(state=DeliveryState.PARKED).order_by("pk").first()
    if first is not None:
        url = reverse("admin:journal_delivery_change", args=[first.pk])
        yield format_html('{} <a href="{}">{}</a>', _("It waits behind a parked event:"), url, first)


def _when(delivery: Delivery) -> tuple[str, Text]:
    """The instant that matters now, and which it is."""
    if delivery.settled_at is not None:
        return moment(delivery.settled_at), DeliveryState(delivery.state).label
    if delivery.due_at is None:
        return "–", _("waits behind a parked event")
    return moment(delivery.due_at), _("next attempt")
