"""What the lists and pages of all facts have in common."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.start_page import Card
from core.console.tables import Action
from core.models import User
from journal.admin.filters import TerritoryFilter
from journal.admin.page import ObjectPage
from journal.admin.read_only import ReadOnlyAdmin
from operations.facts.admin.correcting import FactChange
from operations.facts.admin.dates import dates_filter
from operations.facts.admin.history import history_table
from operations.facts.admin.linked import Linked
from operations.facts.admin.page import badges, milestones, notes, values_table
from operations.facts.admin.states import State, StateTabs, state_badge
from operations.facts.admin.values import NONE
from operations.facts.models import BusinessFact
from operations.facts.services import correct_fact


class FactChangeList(ChangeList):
    """A page of facts with the names of their leads and representatives."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        linked = Linked(rows, signed_in(request))
        for row in rows:
            row.linked = linked
        self.result_list = rows


class FactAdmin(ReadOnlyAdmin):
    """A list of facts of the user's territories, a page of each, correcting and voiding for those who may change it.

    `dates` are the instants that the list can be narrowed by, the first of them its order; `values` the fields that
    are shown and corrected, beside the milestones.
    """

    states: Sequence[State] = ()
    dates: Sequence[str] = ()
    values: Sequence[str] = ()
    menus: Sequence[Any] = ()
    is_correctable = True

    list_display_links = ("reference_column",)
    actions = None
    search_fields = ("external_id",)  # shows the field; get_search_results does it
    search_help_text = gettext_lazy("A reference, or a lead's number")

    def narrowed(self, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        return self.model.objects.for_user(user).select_related("voided_by")  # type: ignore[no-any-return]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return FactChangeList

    def get_ordering(self, request: HttpRequest) -> Any:
        return [f"-{self.dates[0]}", "-pk"]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        by_date = [dates_filter(name, offered=name == self.dates[0]) for name in self.dates]
        return [StateTabs, *by_date, TerritoryFilter, *self.menus]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        wanted = Q(external_id=term)
        if term.isdecimal() and len(term) < 19:
            wanted |= Q(lead_id=int(term))
        return queryset.filter(wanted), False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [path("<int:fact_id>/void/", wrap(self.void_view), name=self._name("void"))]
        if self.is_correctable:
            own.append(path("<int:fact_id>/correct/", wrap(self.correct_view), name=self._name("correct")))
        return [*own, *super().get_urls()]

    def correct_view(self, request: HttpRequest, fact_id: int) -> HttpResponse:
        """Correct a fact, with a preview and a reason."""
        return self._change(request, fact_id).correct(self.context(request))

    def void_view(self, request: HttpRequest, fact_id: int) -> HttpResponse:
        """Void a fact, with a reason."""
        return self._change(request, fact_id).void(self.context(request))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history stands on the fact's page."""
        return HttpResponseRedirect(reverse(f"admin:{self._name('change')}", args=[object_id]) + "#history")

    def page_of(self, row: Any, user: User) -> ObjectPage:
        fact: BusinessFact = row
        linked = Linked([fact], user)
        return ObjectPage(
            badges=[state_badge(fact, self.states), *badges(fact)],
            subtitle=[
                capfirst(str(self.opts.verbose_name)),
                _("from %(source)s") % {"source": fact.source},
                _("recorded on %(at)s") % {"at": moment(fact.recorded_at)},
            ],
            actions=self._actions(fact, user),
            facts=[*milestones(fact), *self.more(fact)],
            notes=list(notes(fact)),
            tables=[values_table(fact, self._names, linked, user), history_table(fact)],
        )

    def more(self, fact: Any) -> list[Card]:
        """What is shown in large letters beside the milestones."""
        return []

    @property
    def _names(self) -> list[str]:
        """The fields that are shown and corrected."""
        return [*self.model.MILESTONES, *self.values, "territory", "lead_id", "user_id"]

    def correctable(self) -> list[str]:
        """The fields that people correct."""
        return self._names

    def service(self, **correction: Any) -> BusinessFact:
        """What corrects a fact."""
        return correct_fact(**correction)

    def may_change(self, user: User) -> bool:
        """Whether somebody may correct and void."""
        return user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    def _actions(self, fact: BusinessFact, user: User) -> list[Action]:
        if fact.voided_at is not None or not self.may_change(user):
            return []
        steps = [("correct", _("Correct"), "edit")] if self.is_correctable else []
        return [
            Action(label=label, url=reverse(f"admin:{self._name(step)}", args=[fact.pk]), icon=icon)
            for step, label, icon in [*steps, ("void", _("Void"), "close")]
        ]

    def _change(self, request: HttpRequest, fact_id: int) -> FactChange:
        user = signed_in(request)
        if not self.may_change(user):
            raise PermissionDenied
        fact = self.get_queryset(request).filter(pk=fact_id, voided_at=None).first()
        if fact is None:
            raise Http404(_("There is no such entry, or it has been voided."))
        back = reverse(f"admin:{self._name('change')}", args=[fact_id])
        return FactChange(request, user, fact, self.correctable(), back, self.service)

    def _name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    @admin.display(description=gettext_lazy("Reference"))
    def reference_column(self, fact: BusinessFact) -> str:
        return str(fact)

    @admin.display(description=gettext_lazy("State"))
    def state_column(self, fact: BusinessFact) -> SafeString:
        return state_badge(fact, self.states)

    @admin.display(description=gettext_lazy("Lead"))
    def lead_column(self, fact: Any) -> str | SafeString:
        return fact.linked.lead(fact.lead_id)  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("Representative"))
    def person_column(self, fact: Any) -> str:
        return fact.linked.person(fact.user_id)  # type: ignore[no-any-return]

    @admin.display(description=gettext_lazy("Territory"))
    def territory_column(self, fact: BusinessFact) -> str:
        return fact.territory or NONE
