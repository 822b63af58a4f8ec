"""The list of subscriptions: which deliver, what waits, what is parked."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.console.admin import ConsoleModelAdmin
from core.console.badges import Tone, badge, with_note
from journal.admin.texts import counted, place, since, state_note, subscription_badge
from journal.models import Subscription
from journal.querysets.health import Health, health_by_subscription


class SubscriptionChangeList(ChangeList):
    """A page of subscriptions with their health: one query for all of them."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        found = health_by_subscription()
        rows: list[Any] = list(self.result_list)
        for row in rows:
            row.health = found.get(row.pk, Health())
        self.result_list = rows


class SubscriptionListMixin(ConsoleModelAdmin[Subscription]):
    """What the list shows."""

    list_display = (
        "name_column",
        "kind_column",
        "state_column",
        "waiting_column",
        "parked_column",
        "oldest_column",
        "success_column",
    )
    list_display_links = ("name_column",)
    list_filter = ("kind", "state")
    ordering = ("name",)
    sortable_by = ("name_column", "kind_column")
    actions = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return SubscriptionChangeList

    @admin.display(description=_("Name"), ordering="name")
    def name_column(self, row: Subscription) -> str:
        return row.name

    @admin.display(description=_("Target"), ordering="kind")
    def kind_column(self, row: Subscription) -> SafeString:
        return with_note(place(row), row.get_kind_display())

    @admin.display(description=_("State"))
    def state_column(self, row: Subscription) -> SafeString:
        return format_html('{} <span class="note">{}</span>', subscription_badge(row), state_note(row))

    @admin.display(description=_("Waiting"))
    def waiting_column(self, row: Any) -> str:
        return counted(row.health.waiting)

    @admin.display(description=_("Parked"))
    def parked_column(self, row: Any) -> SafeString | str:
        if not row.health.parked:
            return "0"
        url = reverse("admin:journal_delivery_changelist") + f"?state=PARKED&subscription={row.pk}"
        return format_html('<a href="{}">{}</a>', url, badge(counted(row.health.parked), Tone.DANGER, icon="alert"))

    @admin.display(description=_("Oldest waiting"))
    def oldest_column(self, row: Any) -> str:
        return since(row.health.oldest_waiting)

    @admin.display(description=_("Last success"))
    def success_column(self, row: Any) -> str:
        return str(_("%(age)s ago") % {"age": since(row.health.last_success)}) if row.health.last_success else "–"
