"""Preparing a season's capacity: begin, look on, approve, cancel, take the files."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from kombu.exceptions import OperationalError

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.previews import Preview
from core.console.start_page import Card
from core.console.tables import Action
from core.errors import DomainError
from journal.admin.page import ObjectPage
from seasonal.admin.asking import ask
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.provisioning import tables
from seasonal.admin.provisioning.approval_form import ApprovalForm
from seasonal.admin.provisioning.zips import zip_response
from seasonal.admin.texts import number
from seasonal.models import Provisioning, ProvisioningState, Season
from seasonal.models.provisioning import UNDER_WAY
from seasonal.rights import APPROVE, PLAN, sees_all_territories
from seasonal.services.approving import approve_provisioning
from seasonal.services.provisioning import (
    begin_provisioning,
    cancel_provisioning,
    files_by_year,
    season_shortfalls,
    years_of,
)
from seasonal.services.scaling import check_year, render_year
from seasonal.tasks import provision_season


@admin.register(Provisioning)
class ProvisioningAdmin(FiguresAdmin):
    """Provisionings. They are of all territories, and seen by those who see all."""

    is_edited = False
    list_display = ("season_column", "state_column", "begun_column", "begun_by")
    list_display_links = ("season_column",)
    list_select_related = ("season", "begun_by")
    list_filter = ("state",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Provisioning]:
        rows: QuerySet[Provisioning] = super().get_queryset(request)
        return rows if sees_all_territories(signed_in(request)) else rows.none()

    def get_urls(self) -> list[URLPattern]:
        guarded, name = self.admin_site.admin_view, "seasonal_provisioning"
        return [
            path("begin/<int:season>/", guarded(self.begin_view), name=f"{name}_begin"),
            path("manifests/<int:season>/", guarded(self.manifests_view), name=f"{name}_manifests"),
            path("<int:pk>/approve/", guarded(self.approve_view), name=f"{name}_approve"),
            path("<int:pk>/cancel/", guarded(self.cancel_view), name=f"{name}_cancel"),
            *super().get_urls(),
        ]

    def begin_view(self, request: HttpRequest, season: int) -> HttpResponse:
        """Say what will be done, then let it be done."""
        found = self._season(request, season, right=PLAN)
        back = reverse("admin:seasonal_season_change", args=[found.pk])
        try:
            if request.method == "POST":
                row = begin_provisioning(season=found, actor=signed_in(request))
                _hand_over(request, row)
                return redirect("admin:seasonal_provisioning_change", row.pk)
            short = season_shortfalls(found)
        except DomainError as refused:
            messages.error(request, str(refused))
            return redirect(back)
        waits = _("It will wait for an approval. Sizes that want more than was approved: %(count)s.")
        preview = Preview(
            question=_("Prepare the capacity of “%(season)s”?") % {"season": found},
            confirm=_("Prepare"),
            changes=[],
            consequences=[
                _("The plan is computed and saved, manifests are rendered, validated and simulated."),
                waits % {"count": len(short)} if short else _("The approved sizes suffice: it needs no approval."),
                _("Nothing is applied: the files are there to be taken."),
            ],
        )
        context = {"title": _("Prepare capacity"), "original": found, "cancel_url": back, "preview": preview}
        return self._page(request, "question", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Its progress, or one of its files; with `?archive` all of them."""
        row = self._row(request, object_id)
        if request.method != "GET":
            raise Http404
        files = files_by_year(row)
        shown = self._file(request, row, files, f"{row.season.kind}-{row.pk}")
        if shown:
            return shown
        context = {"original": row, "title": str(row.season), "page": _progress(row, files, request)}
        return self._page(request, "provisioning", {**context, "runs": row.state == ProvisioningState.RUNNING})

    def manifests_view(self, request: HttpRequest, season: int) -> HttpResponse:
        """What would be rendered now: validated, simulated, and where more is wanted than was approved."""
        found = self._season(request, season)
        try:
            files = {year: render_year(year) for year in years_of(found)}
            shown = self._file(request, found, files, f"{found.kind}-{found.starts_on.year}")
            if shown:
                return shown
            checked = {year: check_year(texts, year) for year, texts in files.items()}
            short = season_shortfalls(found)
        except DomainError as refused:
            messages.error(request, str(refused))
            return redirect("admin:seasonal_season_change", found.pk)
        page = ObjectPage(
            title=_("Manifests of “%(season)s”") % {"season": found},
            subtitle=[_("as the seasons, baselines and approved sizes of now make them")],
            actions=[_season_action(found.pk)],
            facts=tables.manifest_cards(files, short),
            tables=[
                tables.checked_table(checked),
                tables.shortfall_table(short, may_approve=signed_in(request).has_perm(APPROVE)),
                tables.file_table(files, request.path, _archive(request)),
            ],
        )
        return self._page(request, "season", {"page": page, "original": found, "title": page.title})

    def approve_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let it go on: with larger sizes, or within those that are there."""
        user, row = signed_in(request), self._row(request, pk, right=APPROVE)
        short = season_shortfalls(row.season)
        form = ApprovalForm(request.POST or None, row=row, short=short)

        def approve(_said: dict[str, Any]) -> None:
            approve_provisioning(provisioning=row, approval=form.approval(user))
            _hand_over(request, row)

        return ask(
            self,
            request,
            form=form,
            title=_("Approve sizes"),
            confirm=_("Approve"),
            back=reverse("admin:seasonal_provisioning_change", args=[row.pk]),
            act=approve,
            done=_("Approved."),
            original=row,
            note="; ".join(f"{each.size.name}: {each}" for each in short),
        )

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then end it."""
        row = self._row(request, pk, right=PLAN)
        back = reverse("admin:seasonal_provisioning_change", args=[row.pk])
        if request.method == "POST":
            try:
                cancel_provisioning(provisioning=row, actor=signed_in(request))
            except DomainError as refused:
                messages.error(request, str(refused))
            return redirect(back)
        preview = Preview(
            question=_("Cancel this preparation?"),
            confirm=_("Cancel it"),
            changes=[],
            consequences=[_("Its files are not exported. Another one can be begun.")],
        )
        return self._page(
            request,
            "question",
            {"title": _("Cancel"), "original": row, "cancel_url": back, "preview": preview},
        )

    def _season(self, request: HttpRequest, pk: int, *, right: str = "") -> Season:
        self._admit(request, right)
        return get_object_or_404(Season, pk=pk)

    def _row(self, request: HttpRequest, pk: int | str, *, right: str = "") -> Provisioning:
        self._admit(request, right)
        rows = Provisioning.objects.select_related("season", "plan", "begun_by", "approved_by")
        return get_object_or_404(rows, pk=pk)

    def _admit(self, request: HttpRequest, right: str) -> None:
        user = signed_in(request)
        admitted = self.has_view_permission(request) and (not right or user.has_perm(right))
        if not (admitted and sees_all_territories(user)):
            raise PermissionDenied

    def _file(
        self, request: HttpRequest, original: object, files: dict[int, dict[str, str]], name: str
    ) -> HttpResponse | None:
        """The archive, or a file that is asked for by its year and name; None: neither is."""
        if "archive" in request.GET:
            return zip_response(files, f"freshops-{name}.zip")
        asked = request.GET.get("file")
        if asked is None:
            return None
        year, _slash, file = asked.partition("/")
        text = files.get(int(year), {}).get(file) if year.isdecimal() else None
        if text is None:
            raise Http404
        back, lines = Action(label=_("Back"), url=request.path), number(text.count("\n"))
        page = ObjectPage(title=asked, actions=[back], facts=[Card(label=_("Lines"), value=lines)], payload=text)
        return self._page(request, "season", {"page": page, "original": original, "title": asked})

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, f"admin/seasonal/{template}.html", {**frame, **context})

    @admin.display(description=gettext_lazy("season"), ordering="season")
    def season_column(self, row: Provisioning) -> str:
        return str(row.season)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_column(self, row: Provisioning) -> SafeString:
        return tables.state_of(row)

    @admin.display(description=gettext_lazy("begun on"), ordering="begun_at")
    def begun_column(self, row: Provisioning) -> str:
        return moment(row.begun_at)


def _hand_over(request: HttpRequest, row: Provisioning) -> None:
    """Tell a worker. Where none can be told, the next tick of the clock finds it."""
    try:
        provision_season.delay(row.pk)
    except OperationalError:
        messages.warning(request, _("The background workers cannot be reached. It begins as soon as they can."))


def _season_action(pk: int) -> Action:
    return Action(label=_("Season"), url=reverse("admin:seasonal_season_change", args=[pk]))


def _archive(request: HttpRequest) -> Action:
    return Action(label=_("Download all"), url=f"{request.path}?archive", icon="download")


def _progress(row: Provisioning, files: dict[int, dict[str, str]], request: HttpRequest) -> ObjectPage:
    user, steps = signed_in(request), list(row.steps.all())
    waits, under_way = row.state == ProvisioningState.WAITING, row.state in UNDER_WAY
    actions = [_season_action(row.season_id)]
    if under_way and user.has_perm(PLAN):
        actions.append(Action(label=_("Cancel"), url=reverse("admin:seasonal_provisioning_cancel", args=[row.pk])))
    if waits and user.has_perm(APPROVE):
        approve = reverse("admin:seasonal_provisioning_approve", args=[row.pk])
        actions.append(Action(label=_("Approve"), url=approve, primary=True))
    found = [tables.step_table(row, steps)]
    if waits:
        found.append(tables.shortfall_table(season_shortfalls(row.season), may_approve=user.has_perm(APPROVE)))
    if files:
        done = row.state == ProvisioningState.DONE
        found.append(tables.file_table(files, request.path, _archive(request) if done else None))
    asks = _("More is wanted than was approved. Whoever may approve sizes of fleets lets it go on.")
    return ObjectPage(
        title=_("Capacity of “%(season)s”") % {"season": row.season},
        badges=[tables.state_of(row)],
        actions=actions,
        facts=tables.progress_cards(row, steps),
        error=row.error,
        notes=[asks] if waits else [],
        tables=found,
    )
