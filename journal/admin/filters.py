"""The filters of the journal's lists. None of them reads the table to find out what there is to choose."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.filters import TabFilter
from core.territory import Territory
from core.walltime import berlin_instant, berlin_wall
from journal.admin.known_types import known_types
from journal.models import DeliveryState, IncomingState, Subscription

Choices = Iterable[tuple[Any, Any]]
DAYS = 14


class TypeFilter(admin.SimpleListFilter):
    """One type of events."""

    title = gettext_lazy("type")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(each, each) for each in known_types()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(event_type=self.value()) if self.value() else queryset


class TerritoryFilter(admin.SimpleListFilter):
    """One territory."""

    title = gettext_lazy("territory")
    parameter_name = "territory"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(Territory.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(territory=self.value()) if self.value() in Territory.values else queryset


class DayFilter(admin.SimpleListFilter):
    """One of the last days, from midnight to midnight in Berlin; `?day=2026-11-21` takes any."""

    title = gettext_lazy("day")
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        today = berlin_wall(timezone.now()).date()
        days = [today - timedelta(days=back) for back in range(DAYS)]
        return [(day.isoformat(), date_format(day, _("l, j F"))) for day in days]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        try:
            midnight = datetime.combine(datetime.fromisoformat(self.value() or "").date(), time())
            bounds = berlin_instant(midnight), berlin_instant(midnight + timedelta(days=1))
        except (ValueError, OverflowError):
            return queryset
        return queryset.filter(recorded_at__gte=bounds[0], recorded_at__lt=bounds[1])


class SubscriptionFilter(admin.SimpleListFilter):
    """One subscription; they are some dozens."""

    title = gettext_lazy("subscription")
    parameter_name = "subscription"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(Subscription.objects.values_list("pk", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or ""
        return queryset.filter(subscription_id=int(value)) if value.isdecimal() and len(value) < 19 else queryset


class DeliveryStateTabs(TabFilter):
    """What became of the deliveries."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(DeliveryState.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() in DeliveryState.values else queryset


class IncomingStateTabs(TabFilter):
    """What waits for a decision, unless something else is asked; what was recorded is found in the journal."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(IncomingState.DISCARDED.value, IncomingState.DISCARDED.label)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        discarded = self.value() == IncomingState.DISCARDED
        return queryset.filter(state=IncomingState.DISCARDED if discarded else IncomingState.PARKED)

    def choices(self, changelist: Any) -> Any:
        for position, choice in enumerate(super().choices(changelist)):
            yield {**choice, "display": IncomingState.PARKED.label} if position == 0 else choice
