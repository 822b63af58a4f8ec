"""Baselines: a list and a form, a file to upload, and what Prometheus has measured."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.admin.person import signed_in
from core.console.badges import Tone, badge
from core.console.previews import Preview
from core.errors import DomainError
from core.walltime import berlin_wall
from seasonal.admin.base import FiguresAdmin
from seasonal.admin.texts import number
from seasonal.models import Baseline, BaselineSource
from seasonal.querysets.planning import seasons_felt
from seasonal.rights import own_territories
from seasonal.services.baselines import COLUMNS, UploadRefused, measure_baselines, upload_baselines

_LIST = "admin:seasonal_baseline_changelist"
_MOST_BYTES = 1_000_000
_LOOKED_BACK = timedelta(days=7)


class UploadForm(forms.Form):
    """A CSV file."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"), widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"})
    )

    def clean_file(self) -> str:
        """Its text."""
        file = self.cleaned_data["file"]
        if file.size > _MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 1 MB."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from error


@admin.register(Baseline)
class BaselineAdmin(FiguresAdmin):
    """The normal load, with when and how it was measured."""

    territory_path = "territory"
    list_display = (
        "territory",
        "workload",
        "rate_column",
        "seconds_column",
        "concurrency_column",
        "per_instance_column",
        "measured_on",
        "source_column",
    )
    list_filter = ("territory", "workload", "source")

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("upload/", guarded(self.upload_view), name="seasonal_baseline_upload"),
            path("measure/", guarded(self.measure_view), name="seasonal_baseline_measure"),
            *super().get_urls(),
        ]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Take a file, all of it or nothing."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        user = signed_in(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                rows = upload_baselines(actor=user, text=form.cleaned_data["file"], territories=own_territories(user))
            except UploadRefused as refused:
                for line in refused.lines[:20]:
                    form.add_error("file", line)
            else:
                return self._done(request, len(rows))
        note = _("Columns: %(columns)s. Separated by semicolons or commas.") % {"columns": ", ".join(COLUMNS)}
        page = {"form": form, "confirm": _("Upload"), "is_upload": True, "note": note}
        return self._page(request, "admin/costs/form.html", _("Upload baselines"), page, bool(form.errors))

    def measure_view(self, request: HttpRequest) -> HttpResponse:
        """Ask before, then measure."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            user = signed_in(request)
            try:
                return self._done(request, len(measure_baselines(actor=user, territories=own_territories(user))))
            except DomainError as refused:
                messages.error(request, str(refused))
                return redirect(_LIST)
        today = berlin_wall(timezone.now()).date()
        felt = seasons_felt(today - _LOOKED_BACK, today)
        preview = Preview(
            question=_("Measure the normal load of the last 7 days?"),
            confirm=_("Measure"),
            changes=[],
            consequences=[
                _("Prometheus is asked for the 95th percentile of the requests per second."),
                _("What was measured today already is replaced. Plans that were saved stay as they are."),
            ],
            warning=_("It is no normal load: in these days there was %(seasons)s. A plan would multiply it once more.")
            % {"seasons": ", ".join(felt)}
            if felt
            else "",
        )
        return self._page(request, "admin/seasonal/question.html", _("Measure baselines"), {"preview": preview})

    def _done(self, request: HttpRequest, count: int) -> HttpResponse:
        told = ngettext("%(count)s baseline is recorded.", "%(count)s baselines are recorded.", count)
        messages.success(request, told % {"count": count})
        return redirect(_LIST)

    def _page(
        self, request: HttpRequest, template: str, title: str, page: dict[str, Any], is_wrong: bool = False
    ) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media, "title": title}
        context = {**frame, "cancel_url": reverse(_LIST), **page}
        return TemplateResponse(request, template, context, status=422 if is_wrong else 200)

    @admin.display(description=gettext_lazy("requests per second"))
    def rate_column(self, row: Baseline) -> str:
        return number(row.rate)

    @admin.display(description=gettext_lazy("seconds per request"))
    def seconds_column(self, row: Baseline) -> str:
        return number(row.seconds)

    @admin.display(description=gettext_lazy("at a time per instance"))
    def concurrency_column(self, row: Baseline) -> str:
        return number(row.concurrency)

    @admin.display(description=gettext_lazy("per second an instance"))
    def per_instance_column(self, row: Baseline) -> str:
        return number(row.per_instance)

    @admin.display(description=gettext_lazy("source"))
    def source_column(self, row: Baseline) -> SafeString:
        supposed = row.source == BaselineSource.ASSUMPTION
        return badge(row.get_source_display(), Tone.WARNING if supposed else Tone.NEUTRAL, icon="info")
