"""Importing leads in the admin: upload, preview, confirm, progress, result. Every change is a POST."""

from pathlib import Path
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from kombu.exceptions import OperationalError

from core.errors import DomainError
from core.models import User
from leads.admin.import_form import ImportForm
from leads.admin.import_page import import_page, state_badge
from leads.exports import csv_file, xlsx_file
from leads.imports.limits import DIRECT_ROWS, MAX_UPLOADED_ROWS
from leads.models import LeadImport
from leads.services.imports import (
    create_import,
    discard_import,
    rejected_lines,
    run_import,
    start_import,
    stop_import,
)
from leads.tasks import import_leads


@admin.register(LeadImport)
class LeadImportAdmin(admin.ModelAdmin[LeadImport]):
    """A person's imports, their pages, and a new one. All of it needs the right to import leads."""

    list_display = ("file_name", "created_at", "user", "state_column", "rows_total", "registered", "known", "rejected")
    list_display_links = ("file_name",)
    list_select_related = ("user",)
    list_filter = ("state",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[LeadImport]:
        return LeadImport.objects.for_user(_person(request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("leads.import_lead")

    def has_view_permission(self, request: HttpRequest, obj: LeadImport | None = None) -> bool:
        return request.user.has_perm("leads.import_lead")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("leads.import_lead")

    def has_change_permission(self, request: HttpRequest, obj: LeadImport | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LeadImport | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:import_id>/start/", wrap(self.start_view), name="leads_leadimport_start"),
            path("<int:import_id>/stop/", wrap(self.stop_view), name="leads_leadimport_stop"),
            path("<int:import_id>/discard/", wrap(self.discard_view), name="leads_leadimport_discard"),
            path("<int:import_id>/rejected.csv", wrap(self.rejected_csv), name="leads_leadimport_rejected_csv"),
            path("<int:import_id>/rejected.xlsx", wrap(self.rejected_xlsx), name="leads_leadimport_rejected_xlsx"),
            *super().get_urls(),
        ]

    @admin.display(description=_("state"), ordering="state")
    def state_column(self, lead_import: LeadImport) -> SafeString:
        return state_badge(lead_import)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Upload a file; what it would do is shown next, and nothing has happened yet."""
        person = self._importer(request)
        form = ImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                created = create_import(
                    actor=person,
                    file_name=file.name,
                    content=file.read(),
                    defaults=form.defaults(),
                    max_rows=MAX_UPLOADED_ROWS,
                )
                return redirect("admin:leads_leadimport_change", created.pk)
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
        context = {**self._context(request), "form": form, "title": _("Import leads")}
        return TemplateResponse(request, "admin/leads/leadimport/upload.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Preview, progress or result, whatever it is at."""
        person = self._importer(request)
        lead_import = self._get(request, object_id)
        page = import_page(lead_import, person)
        context = {**self._context(request), "original": lead_import, "page": page, "title": lead_import.file_name}
        return TemplateResponse(request, "admin/leads/leadimport/page.html", context)

    @method_decorator(require_POST)
    def start_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Confirm the preview, or let an import go on."""
        lead_import = self._get(request, import_id)
        try:
            start_import(import_id=import_id)
            if lead_import.rows_total <= DIRECT_ROWS:
                run_import(import_id=import_id)
            else:
                import_leads.delay(import_id)
        except OperationalError:
            stop_import(import_id=import_id)
            messages.error(request, _("The background workers cannot be reached. Let the import go on later."))
        except DomainError as error:
            messages.warning(request, str(error))
        return redirect("admin:leads_leadimport_change", import_id)

    @method_decorator(require_POST)
    def stop_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Stop after the rows it is at."""
        self._get(request, import_id)
        stop_import(import_id=import_id)
        return redirect("admin:leads_leadimport_change", import_id)

    @method_decorator(require_POST)
    def discard_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Let go of a preview."""
        self._get(request, import_id)
        try:
            discard_import(import_id=import_id)
        except DomainError as error:
            messages.warning(request, str(error))
            return redirect("admin:leads_leadimport_change", import_id)
        messages.info(request, _("The import was discarded; nothing has been changed."))
        return redirect("admin:leads_leadimport_changelist")

    def rejected_csv(self, request: HttpRequest, import_id: int) -> HttpResponseBase:
        """The rejected rows to mend and import again."""
        lead_import = self._get(request, import_id)
        lines = csv_file.csv_lines(rejected_lines(lead_import))
        response = StreamingHttpResponse(lines, content_type=csv_file.CONTENT_TYPE)
        name = _rejected_name(lead_import, "csv")
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response

    def rejected_xlsx(self, request: HttpRequest, import_id: int) -> HttpResponseBase:
        """The same as a workbook."""
        lead_import = self._get(request, import_id)
        book = xlsx_file.xlsx_file(rejected_lines(lead_import), title=str(_("Rejected rows")))
        name = _rejected_name(lead_import, "xlsx")
        return FileResponse(book, as_attachment=True, filename=name, content_type=xlsx_file.CONTENT_TYPE)

    def _importer(self, request: HttpRequest) -> User:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return _person(request)

    def _get(self, request: HttpRequest, import_id: str | int) -> LeadImport:
        self._importer(request)
        found = self.get_queryset(request).select_related("user", "owner")
        lead_import = found.filter(pk=import_id).first() if str(import_id).isdecimal() else None
        if lead_import is None:
            raise Http404(_("There is no such import."))
        return lead_import

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}


def _rejected_name(lead_import: LeadImport, suffix: str) -> str:
    what = _("rejected")
    return f"{Path(lead_import.file_name).stem} {what}.{suffix}"


def _person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
