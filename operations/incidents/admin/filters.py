"""The filters of the list of incidents."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.filters import TabFilter
from core.territory import Territory
from operations.incidents.models import IncidentState
from operations.incidents.models.incidents import ENDED
from operations.runbooks.responsibilities import Severity
from operations.runbooks.subjects import Subject

Choices = Iterable[tuple[Any, Any]]
_EVERYWHERE = "ALL"


class StateTabs(TabFilter):
    """What goes on, what nobody has reacted to, what waits to be closed, what is done with."""

    title = gettext_lazy("state")
    parameter_name = "state"
    _rows: Mapping[str, Q] = {
        "active": ~Q(state__in=ENDED),
        "open": Q(state=IncidentState.OPEN),
        "resolved": Q(state=IncidentState.RESOLVED),
        "closed": Q(state=IncidentState.CLOSED),
    }

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self._asked = request

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [
            ("active", _("Going on")),
            ("open", _("Without a reaction")),
            ("resolved", _("To be closed")),
            ("closed", _("Closed")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rows = self._rows.get(self.value() or "")
        return queryset if rows is None else queryset.filter(rows)

    def counts(self, changelist: ChangeList) -> Mapping[str | None, int]:
        """How many each tab holds under the other filters: one statement."""
        others = changelist.get_queryset(self._asked, exclude_parameters=[self.parameter_name])
        tabs = {name: Count("pk", filter=rows) for name, rows in self._rows.items()}
        counted = others.order_by().aggregate(everything=Count("pk"), **tabs)
        return {None: counted["everything"], **{name: counted[name] for name in tabs}}


class _ChoiceFilter(admin.SimpleListFilter):
    """One value of a field out of its choices."""

    choices_of: Choices = ()

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return list(self.choices_of)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        known = {str(value) for value, _label in self.lookup_choices}
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() in known else queryset


class SeverityFilter(_ChoiceFilter):
    title = gettext_lazy("severity")
    parameter_name = "severity"
    choices_of = Severity.choices


class SubjectFilter(_ChoiceFilter):
    title = gettext_lazy("subject")
    parameter_name = "subject"
    choices_of = Subject.choices


class TerritoryFilter(admin.SimpleListFilter):
    """Those of one territory, or those that concern all."""

    title = gettext_lazy("territory")
    parameter_name = "territory"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Choices:
        return [(_EVERYWHERE, _("All territories")), *Territory.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == _EVERYWHERE:
            return queryset.filter(territory="")
        return queryset.filter(territory=self.value()) if self.value() in Territory.values else queryset
