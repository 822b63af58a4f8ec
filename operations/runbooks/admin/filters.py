"""The filters of the library."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.console.filters import TabFilter
from core.territory import Territory
from operations.runbooks.admin.rights import may_edit
from operations.runbooks.alerts import ALERTS
from operations.runbooks.querysets.versions import berlin_today
from operations.runbooks.responsibilities import Responsibility

Choices = Iterable[tuple[Any, Any]]
# What the navigation and the start page lead to.
DRAFTS, PAST_REVIEW = "show=drafts", "show=past-review"
_EVERYWHERE = "ALL"


def _past_review() -> Q:
    return Q(number__isnull=False, review_due__lt=berlin_today())


class ShownTabs(TabFilter):
    """All, those that somebody writes at, those that nobody has looked at for too long."""

    title = gettext_lazy("state")
    parameter_name = "show"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self._asked = request

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        drafts = [("drafts", _("Drafts"))] if may_edit(signed_in(request)) else []
        return [*drafts, ("past-review", _("Past review"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "drafts" if may_edit(signed_in(request)):
                return queryset.filter(has_draft=True)
            case "past-review":
                return queryset.filter(_past_review())
        return queryset

    def counts(self, changelist: ChangeList) -> Mapping[str | None, int]:
        """How many each tab holds under the other filters: one statement; runbooks are some hundreds at most."""
        others = changelist.get_queryset(self._asked, exclude_parameters=[self.parameter_name])
        counted: dict[str, int] = others.order_by().aggregate(
            everything=Count("pk"),
            drafts=Count("pk", filter=Q(has_draft=True)),
            past=Count("pk", filter=_past_review()),
        )
        return {None: counted["everything"], "drafts": counted["drafts"], "past-review": counted["past"]}


class OwnerFilter(admin.SimpleListFilter):
    """Who keeps them right."""

    title = gettext_lazy("owner")
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(Responsibility.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(owner=self.value()) if self.value() in Responsibility.values else queryset


class TerritoryFilter(admin.SimpleListFilter):
    """Those of one territory, or those that hold in all."""

    title = gettext_lazy("territory")
    parameter_name = "territory"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(_EVERYWHERE, _("All territories")), *Territory.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == _EVERYWHERE:
            return queryset.filter(territories=[])
        return queryset.filter(territories__contains=[self.value()]) if self.value() in Territory.values else queryset


class AlertFilter(admin.SimpleListFilter):
    """Those that answer an alert."""

    title = gettext_lazy("alert")
    parameter_name = "alert"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(name, name) for name in ALERTS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(alerts__contains=[self.value()]) if self.value() in ALERTS else queryset
