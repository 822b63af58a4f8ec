"""The filter by dates: `?lost_at__gte=2026-11-01&lost_at__lt=2026-12-01`, for any instant of a fact."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.admin.texts import moment
from core.walltime import berlin_instant, berlin_wall

_BOUNDS = ("gte", "gt", "lt", "lte")
_OFFERED = (1, 7, 30, 90)  # days, today included


def dates_filter(field: str, *, offered: bool) -> type[admin.ListFilter]:
    """A filter by one instant; `offered` ones have a menu of last days, the others work by their parameters alone."""
    return type("DatesFilter", (_DatesFilter,), {"field": field, "offered": offered})


class _DatesFilter(admin.ListFilter):
    field: str
    offered: bool

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self.title = model._meta.get_field(self.field).verbose_name
        super().__init__(request, params, model, model_admin)
        for name in map(str, self.expected_parameters()):
            if name in params and (value := params.pop(name)[-1]):
                self.used_parameters[name] = value

    def has_output(self) -> bool:
        return True  # or Django would not ask it for rows; without choices nothing is drawn

    def expected_parameters(self) -> list[str | None]:
        return [f"{self.field}__{bound}" for bound in _BOUNDS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        for name, value in self.used_parameters.items():
            lookup, instant = _bound(str(name).rpartition("__")[2], str(value))
            queryset = queryset.filter(**{f"{self.field}__{lookup}": instant})
        return queryset

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        names = [str(name) for name in self.expected_parameters()]
        used = self.used_parameters
        if not (self.offered or used):
            return
        yield {
            "selected": not used,
            "query_string": changelist.get_query_string(remove=names),
            "display": _("Any time"),
        }
        today = berlin_wall(timezone.now()).date()
        days = {count: (today - timedelta(days=count - 1)).isoformat() for count in _OFFERED}
        for count, day in days.items() if self.offered else ():
            begins = {f"{self.field}__gte": day}
            label = ngettext("Last %(count)s day", "Last %(count)s days", count) % {"count": count}
            yield {
                "selected": used == begins,
                "query_string": changelist.get_query_string(begins, names),
                "display": _("Today") if count == 1 else label,
            }
        if used and used not in [{f"{self.field}__gte": day} for day in days.values()]:
            yield {"selected": True, "query_string": changelist.get_query_string(used), "display": self._told()}

    def _told(self) -> str:
        signs = {"gte": "≥", "gt": ">", "lt": "<", "lte": "≤"}
        parts = [(str(name).rpartition("__")[2], str(value)) for name, value in self.used_parameters.items()]
        return capfirst(", ".join(f"{signs[bound]} {_shown(bound, value)}" for bound, value in parts))


def _shown(bound: str, value: str) -> str:
    lookup, instant = _bound(bound, value)
    # An included day ends where the next begins.
    return moment(instant if lookup == bound else instant - timedelta(minutes=1))


def _bound(bound: str, value: str) -> tuple[str, datetime]:
    """The lookup and the instant; a day alone is Berlin's, from its midnight, and as an end included to its last."""
    try:
        # A plus that was not escaped arrives as a blank.
        given = datetime.fromisoformat(value.replace(" ", "+") if "T" in value else value)
        if len(value) == len("2026-11-21") and bound in {"gt", "lte"}:
            following = datetime.combine(given.date() + timedelta(days=1), time())
            return ("gte" if bound == "gt" else "lt"), berlin_instant(following)
        return bound, given if given.tzinfo else berlin_instant(given)
    except (ValueError, OverflowError) as error:
        raise IncorrectLookupParameters(value) from error
