"""How facts stand: as badges, and as the tabs above their lists."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.console.badges import Tone, badge
from core.console.filters import TabFilter

VOIDED = "VOIDED"


def _always(_fact: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One way in which a fact may stand: which rows do (`rows`, for the list), and whether one does (`holds`).

    A fact's badge is the first state that holds, so that the last needs no `holds`.
    """

    value: str
    label: str | Promise
    tone: Tone
    rows: Callable[[], Q]
    holds: Callable[[Any], bool] = _always
    icon: str = ""


def state_badge(fact: Any, states: Sequence[State]) -> SafeString:
    """How a fact stands, by the first state that holds; that it was voided goes before all else."""
    if fact.voided_at is not None:
        return badge(_("voided"), Tone.NEUTRAL, icon="")
    found = next((state for state in states if state.holds(fact)), None)
    return badge(found.label, found.tone, icon=found.icon) if found else badge(_("recorded"), Tone.NEUTRAL, icon="")


class StateTabs(TabFilter):
    """The states of the list's admin; what was voided is seen on a tab of its own alone."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        self._states: Sequence[State] = model_admin.states
        super().__init__(request, params, model, model_admin)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[Any, Any]]:
        return [*((state.value, state.label) for state in self._states), (VOIDED, gettext_lazy("voided"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == VOIDED:
            return queryset.filter(voided_at__isnull=False)
        found = next((state for state in self._states if state.value == self.value()), None)
        valid = queryset.filter(voided_at=None)
        return valid.filter(found.rows()) if found else valid
