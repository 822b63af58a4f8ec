"""The filters of the lead list. All of them are ranges of the projection's indexes."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.console.filters import TabFilter
from core.console.paginator import CappedPaginator
from core.models import User
from leads.admin.texts import PHASES
from leads.models import Lead
from leads.protection import Phase
from leads.querysets.leads import LeadQuerySet

Choices = Iterable[tuple[Any, Any]]  # value and label; the label is translated when it is shown


class PhaseTabs(TabFilter):
    """Which leads: those that are protected, by phase, or the others. Protected ones unless something else is asked."""

    title = _("phase")
    parameter_name = "phase"
    ALL = "ALL"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        phases = [(str(phase), PHASES[phase][0]) for phase in Phase]
        return [*phases, (self.ALL, _("All"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        return self._narrow(_leads(queryset), self.value())

    def choices(self, changelist: ChangeList) -> Any:
        for position, choice in enumerate(super().choices(changelist)):
            yield {**choice, "display": _("Protected")} if position == 0 else choice

    def counts(self, changelist: ChangeList) -> Mapping[str | None, int]:
        """How many each tab holds under the other filters; none from the paginator's cap on, where it would cost."""
        others = changelist.get_queryset(changelist.model_admin_request, exclude_parameters=[self.parameter_name])  # type: ignore[attr-defined]
        values: list[str | None] = [None, *(str(value) for value, _title in self.lookup_choices)]
        counted = {value: CappedPaginator(self._narrow(_leads(others), value), 1) for value in values}
        return {value: pages.count for value, pages in counted.items() if not pages.count_is_capped}

    def _narrow(self, leads: LeadQuerySet, value: str | None) -> LeadQuerySet:
        if value == self.ALL:
            return leads
        return leads.in_phase(value) if value and value in Phase.__members__ else leads.protected()


class QueryFilter(admin.SimpleListFilter):
    """A filter whose values are methods of the queryset."""

    options: Mapping[str, tuple[str | Promise, Callable[[LeadQuerySet], LeadQuerySet]]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(value, label) for value, (label, _narrow) in self.options.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        option = self.options.get(self.value() or "")
        return option[1](_leads(queryset)) if option else queryset


class ExpiringFilter(QueryFilter):
    """What loses protection soon."""

    title = _("expires")
    parameter_name = "expires"
    options = {
        "10": (_("within 10 days"), lambda leads: leads.expiring_within(10)),
        "30": (_("within 30 days"), lambda leads: leads.expiring_within(30)),
        "60": (_("within 60 days"), lambda leads: leads.expiring_within(60)),
    }


class ClockFilter(QueryFilter):
    """Whether the clock stands."""

    title = _("clock")
    parameter_name = "clock"
    options = {
        "stopped": (_("stands"), lambda leads: leads.clock_stopped()),
        "long": (_("stands for over 30 days"), lambda leads: leads.clock_stopped_for(30)),
        "running": (_("runs"), lambda leads: leads.clock_running()),
    }


class ReminderFilter(QueryFilter):
    """Leads that nobody was reminded of, though it was due."""

    title = _("reminder")
    parameter_name = "reminder"
    options = {
        "overdue": (_("due and not sent"), lambda leads: leads.reminder_overdue()),
        "today": (_("due today"), lambda leads: leads.reminder_due_today()),
    }


class OwnerFilter(admin.SimpleListFilter):
    """Whose leads: mine, or those of one representative."""

    title = _("owner")
    parameter_name = "owner"
    MINE = "me"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        # Representatives are some dozens; who never had a lead is left out by the index on the projection's owner.
        owners = User.objects.filter(is_service=False, is_active=True).order_by("last_name", "first_name", "username")
        if not request.user.is_superuser:
            owners = owners.filter(territories__overlap=getattr(request.user, "territories", []))
        return [(self.MINE, _("Mine")), *((str(owner.pk), str(owner)) for owner in owners)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Lead]) -> QuerySet[Lead]:
        value = str(request.user.pk) if self.value() == self.MINE else self.value()
        return queryset.filter(protection__user_id=int(value)) if value and value.isdecimal() else queryset


def _leads(queryset: QuerySet[Lead]) -> LeadQuerySet:
    if not isinstance(queryset, LeadQuerySet):
        raise TypeError(f"not a LeadQuerySet: {queryset!r}")
    return queryset
