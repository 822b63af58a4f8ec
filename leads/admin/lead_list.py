"""The list of leads: which lose protection when, and why their clock stands."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from core.console.admin import ConsoleModelAdmin
from core.console.badges import with_note
from core.console.paginator import CappedPaginator
from core.console.saved_views import SavedView
from core.models import User
from leads.admin.filters import ClockFilter, ExpiringFilter, OwnerFilter, PhaseTabs, ReminderFilter
from leads.admin.texts import badges, day, ends_soon, expiry_note
from leads.models import Lead
from leads.protection import Protection
from leads.querysets.leads import OpenEnded
from leads.querysets.protection import protections_of

# What the start page and the navigation lead to: the list must then show as many as they counted.
EXPIRING = "expires=10&status__exact=OPEN"
STANDING = "clock=stopped&status__exact=OPEN"
TOO_LONG = "clock=long&status__exact=OPEN"


class LeadChangeList(ChangeList):
    """A page of leads with their clocks: one query for the rows, one for the clocks, whatever the page's length."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.model_admin_request = request  # the tabs count under the other filters
        super().__init__(request, *args, **kwargs)

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        leads: list[Any] = list(self.result_list)
        found = protections_of(lead.pk for lead in leads)
        for lead in leads:
            lead.reading = found.get(lead.pk)
        self.result_list = leads


class LeadListMixin(ConsoleModelAdmin[Lead]):
    """What the lead list shows, sorts, filters and finds."""

    list_display = ("company_column", "place_column", "owner_column", "phase_column", "expires_column")
    list_display_links = ("company_column",)
    list_filter = (PhaseTabs, ExpiringFilter, ClockFilter, ReminderFilter, "territory", OwnerFilter, "status")
    list_per_page = 50
    list_select_related = ("user",)
    search_fields = ("company",)  # shows the field; get_search_results does it
    search_help_text = _("Beginning of any word of company, city or postal code")
    paginator = CappedPaginator

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return LeadChangeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lead]:
        if not isinstance(request.user, User):
            raise PermissionDenied
        return Lead.objects.for_user(request.user).with_clock().defer("search", "company_key", "city_key")

    def get_ordering(self, request: HttpRequest) -> Any:
        return (OpenEnded("protection__expires_at"), "pk")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Lead], search_term: str
    ) -> tuple[QuerySet[Lead], bool]:
        return (queryset.filter(search__words=search_term) if search_term.strip() else queryset), False

    def saved_views(self, request: HttpRequest) -> list[SavedView]:
        """The views that everyone is offered."""
        return [
            SavedView(label=_("All protected"), query=""),
            SavedView(label=_("Mine"), query="owner=me"),
            SavedView(label=_("Due today"), query="reminder=today"),
            SavedView(label=_("Reminder overdue"), query="reminder=overdue"),
            SavedView(label=_("On hold too long"), query=TOO_LONG),
        ]

    @admin.display(description=_("Company"), ordering="company_sort")
    def company_column(self, lead: Lead) -> str:
        return str(lead)

    @admin.display(description=_("Place"), ordering="city_key")
    def place_column(self, lead: Lead) -> SafeString:
        return with_note(" ".join(filter(None, (lead.postal_code, lead.city))) or "–", lead.get_territory_display())

    @admin.display(description=_("Owner"), ordering="user__last_name")
    def owner_column(self, lead: Lead) -> str:
        return str(lead.user)

    @admin.display(description=_("Phase"))
    def phase_column(self, lead: Lead) -> SafeString | str:
        reading = _reading(lead)
        return format_html_join(" ", "{}", ((sign,) for sign in badges(reading))) if reading else "–"

    @admin.display(description=_("Protected until"), ordering=OpenEnded("protection__expires_at"))
    def expires_column(self, lead: Lead) -> SafeString | str:
        reading = _reading(lead)
        if reading is None:
            return "–"
        return with_note(day(reading.protection_expires_at), expiry_note(reading), urgent=ends_soon(reading))


def _reading(lead: Lead) -> Protection | None:
    reading: Protection | None = getattr(lead, "reading", None)
    return reading
