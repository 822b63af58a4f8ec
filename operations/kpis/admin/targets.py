"""What key figures should be, in the admin: a new target from a day on, or a correction, each with its reason."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.admin import ConsoleModelAdmin
from core.console.tables import Table
from operations.kpis.admin.target_form import TargetForm
from operations.kpis.admin.texts import day, season_name, territory_name
from operations.kpis.measuring import ALL
from operations.kpis.models import KpiTarget
from operations.kpis.querysets.target_history import TargetChange, changes_of
from operations.kpis.registry import KPIS
from operations.kpis.rights import SEE_TARGETS, own_territories
from operations.kpis.services.targets import correct_target, set_target
from operations.kpis.wording import target_in_words


@admin.register(KpiTarget)
class KpiTargetAdmin(ConsoleModelAdmin[KpiTarget]):
    """Targets. None is deleted: a new one from a later day on takes its place."""

    form = TargetForm
    list_display = ("kpi_column", "target_column", "territory_column", "season_column", "valid_from")
    list_filter = ("kpi", "territory", "season")
    ordering = ("kpi", "territory", "season", "-valid_from")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[KpiTarget]:
        """Those of the user's territories, and those of any."""
        return super().get_queryset(request).filter(territory__in=[ALL, *own_territories(signed_in(request))])

    def has_delete_permission(self, request: HttpRequest, obj: KpiTarget | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: KpiTarget, form: ModelForm[KpiTarget], change: bool) -> None:
        """Through the service, which keeps who and why."""
        if not isinstance(form, TargetForm):
            raise TypeError("a target is saved by its own form")
        actor, why = signed_in(request), form.cleaned_data["why"]
        if change:
            correct_target(row=obj, target=form.new_target(), actor=actor, why=why)
        else:
            obj.pk = set_target(target=form.new_target(), actor=actor, why=why).pk

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who set or changed it, when and why."""
        if not signed_in(request).has_perm(SEE_TARGETS):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        context = {"title": _("History"), "target": row, "name": _name(row), "table": _history(row)}
        return TemplateResponse(request, "admin/kpis/target_history.html", {**frame, **context})

    @admin.display(description=gettext_lazy("KPI"), ordering="kpi")
    def kpi_column(self, row: KpiTarget) -> str:
        return _name(row)

    @admin.display(description=gettext_lazy("target"))
    def target_column(self, row: KpiTarget) -> str:
        return _target(row)

    @admin.display(description=gettext_lazy("territory"), ordering="territory")
    def territory_column(self, row: KpiTarget) -> str:
        return territory_name(row.territory) if row.territory else _("any")

    @admin.display(description=gettext_lazy("season"), ordering="season")
    def season_column(self, row: KpiTarget) -> str:
        return season_name(row.season) if row.season else _("any")


def _name(row: KpiTarget | TargetChange) -> str:
    return str(KPIS[row.kpi].title) if row.kpi in KPIS else row.kpi


def _target(row: KpiTarget | TargetChange) -> str:
    return target_in_words(KPIS[row.kpi], row.target) if row.kpi in KPIS else str(row.target)


def _history(row: KpiTarget) -> Table:
    rows = [
        (
            moment(each.at),
            each.who or _("set-up"),
            _target(each),
            territory_name(each.territory) if each.territory else _("any"),
            season_name(each.season) if each.season else _("any"),
            day(each.valid_from),
            each.why or "–",
        )
        for each in changes_of(row.pk)
    ]
    columns = (_("When"), _("Who"), _("Target"), _("Territory"), _("Season"), _("From"), _("Reason"))
    return Table(ident="changes", title=_("Changes"), columns=columns, rows=rows)
