"""Exporting exactly what the list of leads shows: the same filters, search, order and territories."""

from datetime import datetime

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import number_format
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from core.dbclock import database_now
from core.operating import Feature, FeatureSwitchedOff, refuse_if_switched_off
from core.walltime import berlin_wall
from leads.admin.export_rows import lead_rows
from leads.exports import csv_file, xlsx_file
from leads.models import Lead

# A workbook is built whole before its first byte is sent; CSV is streamed and has no end.
MAX_XLSX_ROWS = 50_000


class LeadExports(admin.ModelAdmin[Lead]):
    """Adds the addresses export.csv and export.xlsx beside the list; their query string is the list's."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("export.csv", wrap(self.export_csv), name="leads_lead_export_csv"),
            path("export.xlsx", wrap(self.export_xlsx), name="leads_lead_export_xlsx"),
            *super().get_urls(),
        ]

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Who may take leads out of the house."""
        return self.has_view_permission(request) and request.user.has_perm("leads.export_lead")

    def export_csv(self, request: HttpRequest) -> HttpResponseBase:
        """What is listed, as CSV, streamed."""
        leads = self._listed(request)
        if isinstance(leads, HttpResponse):
            return leads
        now = database_now()
        response = StreamingHttpResponse(csv_file.csv_lines(lead_rows(leads, now)), content_type=csv_file.CONTENT_TYPE)
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=_name(now, "csv"))
        return response

    def export_xlsx(self, request: HttpRequest) -> HttpResponseBase:
        """What is listed, as a workbook, up to MAX_XLSX_ROWS leads."""
        leads = self._listed(request)
        if isinstance(leads, HttpResponse):
            return leads
        if leads[MAX_XLSX_ROWS : MAX_XLSX_ROWS + 1].exists():
            text = _("More than %(limit)s leads are too many for Excel in one go. Filter them, or take CSV.")
            messages.error(request, text % {"limit": number_format(MAX_XLSX_ROWS, force_grouping=True)})
            return self._list(request)
        now = database_now()
        book = xlsx_file.xlsx_file(lead_rows(leads, now), title=_("Leads"))
        return FileResponse(book, as_attachment=True, filename=_name(now, "xlsx"), content_type=xlsx_file.CONTENT_TYPE)

    def _listed(self, request: HttpRequest) -> QuerySet[Lead] | HttpResponse:
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            refuse_if_switched_off(Feature.LEAD_EXPORT)
        except FeatureSwitchedOff as rests:
            messages.warning(request, str(rests))
            return self._list(request)
        try:
            listed: QuerySet[Lead] = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            # As the list does it: a filter that does not exist must not become "everything".
            return self._list(request, f"?{ERROR_FLAG}=1")
        return listed

    def _list(self, request: HttpRequest, query: str | None = None) -> HttpResponse:
        query = f"?{request.GET.urlencode()}" if query is None else query
        return redirect(reverse("admin:leads_lead_changelist") + query)


def _name(now: datetime, suffix: str) -> str:
    name = _("Leads")
    return f"{name} {berlin_wall(now):%Y-%m-%d %H%M}.{suffix}"
