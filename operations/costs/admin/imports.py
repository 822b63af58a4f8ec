"""Importing costs: upload, preview, confirm. Every change is a POST."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format, number_format
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from core.admin.person import signed_in
from core.admin.texts import moment
from core.console.admin import ConsoleModelAdmin
from core.console.badges import Tone, badge
from core.console.start_page import Card
from core.console.tables import Table
from core.errors import DomainError
from core.walltime import berlin_wall
from leads.exports import csv_file, xlsx_file
from leads.imports.errors import too_many_bytes
from leads.imports.limits import MAX_BYTES
from operations.costs.imports.reasons import join_texts
from operations.costs.models import CostImport, CostImportState, CostKind
from operations.costs.services import create_import, discard_import, refused_lines, run_import
from operations.facts.admin.values import NONE, decimal, money

ROWS_SHOWN = 200
_TONES = {
    CostImportState.PREVIEWED: Tone.WARNING,
    CostImportState.FINISHED: Tone.GOOD,
    CostImportState.DISCARDED: Tone.NEUTRAL,
}


class UploadForm(forms.Form):
    """A file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV or XLSX. The first row names the columns: kind, amount or hours, from and until or month; also"
            " currency, territory, team, user, campaign, note, reference. In German or English."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too big before it is read."""
        file = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(str(too_many_bytes(MAX_BYTES)))
        return file


@admin.register(CostImport)
class CostImportAdmin(ConsoleModelAdmin[CostImport]):
    """A person's imports, their pages, and a new one. All of it needs the right to import costs."""

    list_display = ("file_name", "created_column", "user", "state_column", "recorded", "known", "refused")
    list_display_links = ("file_name",)
    list_select_related = ("user",)
    list_per_page = 50
    sortable_by = ()
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[CostImport]:
        return CostImport.objects.for_user(signed_in(request)).defer("content", "refusals", "sample")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("costs.import_cost")

    def has_view_permission(self, request: HttpRequest, obj: CostImport | None = None) -> bool:
        return request.user.has_perm("costs.import_cost")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("costs.import_cost")

    def has_change_permission(self, request: HttpRequest, obj: CostImport | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CostImport | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:import_id>/run/", wrap(self.run_view), name="costs_costimport_run"),
            path("<int:import_id>/discard/", wrap(self.discard_view), name="costs_costimport_discard"),
            path("<int:import_id>/refused.csv", wrap(self.refused_csv), name="costs_costimport_refused_csv"),
            path("<int:import_id>/refused.xlsx", wrap(self.refused_xlsx), name="costs_costimport_refused_xlsx"),
            *super().get_urls(),
        ]

    @admin.display(description=gettext_lazy("Uploaded"))
    def created_column(self, row: CostImport) -> str:
        return moment(row.created_at)

    @admin.display(description=gettext_lazy("State"))
    def state_column(self, row: CostImport) -> SafeString:
        return badge(row.get_state_display(), _TONES[CostImportState(row.state)], icon="")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Upload a file; what it would do is shown next, and nothing has happened yet."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                made = create_import(actor=signed_in(request), file_name=file.name, content=file.read())
                return redirect("admin:costs_costimport_change", made.pk)
            except DomainError as error:
                form.add_error("file", str(error))
        page = {
            "form": form,
            "title": _("Import costs"),
            "is_upload": True,
            "note": _("The next page shows what would happen. Nothing is changed before you confirm it there."),
            "confirm": _("Show preview"),
            "cancel_url": reverse("admin:costs_costimport_changelist"),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/costs/form.html", {**self._context(request), **page}, status=status)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The preview or the result."""
        found = self._found(request, object_id)
        page = {
            "original": found,
            "title": found.file_name,
            "badge": self.state_column(found),
            "subtitle": _("uploaded %(when)s by %(user)s") % {"when": moment(found.created_at), "user": found.user},
            "facts": _facts(found),
            "tables": [*_sample(found), *_refusals(found)],
            "is_preview": found.state == CostImportState.PREVIEWED,
            "confirm": ngettext("Record %(count)s cost", "Record %(count)s costs", found.recorded)
            % {"count": _figure(found.recorded)},
        }
        return TemplateResponse(request, "admin/costs/import.html", {**self._context(request), **page})

    @method_decorator(require_POST)
    def run_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Confirm the preview."""
        self._found(request, import_id)
        try:
            done = run_import(import_id=import_id, actor=signed_in(request))
            text = ngettext("%(count)s cost was recorded.", "%(count)s costs were recorded.", done.recorded)
            messages.success(request, text % {"count": done.recorded})
        except DomainError as error:
            messages.warning(request, str(error))
        return redirect("admin:costs_costimport_change", import_id)

    @method_decorator(require_POST)
    def discard_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Let go of a preview."""
        self._found(request, import_id)
        if discard_import(import_id=import_id):
            messages.info(request, _("The import was discarded; nothing has been changed."))
        return redirect("admin:costs_costimport_changelist")

    def refused_csv(self, request: HttpRequest, import_id: int) -> HttpResponseBase:
        """The refused rows to mend and import again."""
        found = self._found(request, import_id)
        lines = csv_file.csv_lines(list(refused_lines(found)))
        response = StreamingHttpResponse(lines, content_type=csv_file.CONTENT_TYPE)
        name = _refused_name(found, "csv")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response

    def refused_xlsx(self, request: HttpRequest, import_id: int) -> HttpResponseBase:
        """The same as a workbook."""
        found = self._found(request, import_id)
        book = xlsx_file.xlsx_file(refused_lines(found), title=_("Refused rows"))
        name = _refused_name(found, "xlsx")
        return FileResponse(book, as_attachment=True, filename=name, content_type=xlsx_file.CONTENT_TYPE)

    def _found(self, request: HttpRequest, import_id: str | int) -> CostImport:
        if not self.has_view_permission(request):
            raise PermissionDenied
        mine = CostImport.objects.for_user(signed_in(request)).select_related("user").defer("content")
        found = mine.filter(pk=import_id).first() if str(import_id).isdecimal() else None
        if found is None:
            raise Http404(_("There is no such import."))
        return found

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}


def _refused_name(found: CostImport, suffix: str) -> str:
    return f"{Path(found.file_name).stem} {_('refused')}.{suffix}"


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)


def _facts(found: CostImport) -> list[Card]:
    if found.state == CostImportState.FINISHED:
        labels = (_("recorded"), _("known already"), _("refused"))
    else:
        labels = (_("would be recorded"), _("are known already"), _("would be refused"))
    tone = Tone.WARNING if found.refused else Tone.NEUTRAL
    return [
        Card(label=labels[0], value=_figure(found.recorded), tone=Tone.GOOD if found.recorded else Tone.NEUTRAL),
        Card(label=labels[1], value=_figure(found.known), note=_("nothing changes") if found.known else ""),
        Card(label=labels[2], value=_figure(found.refused), tone=tone),
    ]


def _sample(found: CostImport) -> list[Table]:
    if found.state != CostImportState.PREVIEWED or not found.sample:
        return []
    columns = (_("Reference"), _("Kind"), _("Amount"), _("Period"), _("Territory"), _("Team"))
    rows = [_understood(row) for row in found.sample]
    return [Table(ident="sample", title=_("How the first rows are understood"), columns=columns, rows=rows)]


def _understood(row: dict[str, Any]) -> tuple[str, ...]:
    first, last = (berlin_wall(datetime.fromisoformat(row[name])) for name in ("starts_at", "ends_at"))
    days = [date_format(day, "SHORT_DATE_FORMAT") for day in (first, last - timedelta(days=1))]
    amount = money(Decimal(row["amount"]), row["currency"]) if row["amount"] else ""
    return (
        NONE if row["reference"].startswith("row:") else row["reference"],
        str(CostKind(row["kind"]).label),
        amount or _("%(hours)s h") % {"hours": decimal(Decimal(row["hours"]))},
        " – ".join(dict.fromkeys(days)),
        row["territory"] or NONE,
        row["team"] or NONE,
    )


def _refusals(found: CostImport) -> list[Table]:
    if not found.refusals:
        return []
    title = _("Refused rows")
    if len(found.refusals) > ROWS_SHOWN:
        title = _("Refused rows, the first %(count)s") % {"count": ROWS_SHOWN}
    rows = [
        (_figure(row["number"]), " · ".join(filter(None, row["cells"]))[:120], join_texts(row["reasons"]))
        for row in found.refusals[:ROWS_SHOWN]
    ]
    return [Table(ident="refused", title=title, columns=(_("Row"), _("What stands there"), _("Why")), rows=rows)]
