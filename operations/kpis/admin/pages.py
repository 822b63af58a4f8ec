"""The pages of key figures, below /admin/kpis/kpi/."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone

from core.admin.person import signed_in
from core.console.admin import ConsoleModelAdmin
from core.models import User
from core.operating import FeatureSwitchedOff
from operations.kpis.addresses import runbook_address
from operations.kpis.admin.detail import contacts_of, detail
from operations.kpis.admin.overview import overview
from operations.kpis.admin.period_form import PeriodForm
from operations.kpis.admin.texts import window_in_words
from operations.kpis.errors import KpiRefused, KpiTooSlow, KpiUnknown
from operations.kpis.measuring import sql_of
from operations.kpis.models import Kpi as KpiRow
from operations.kpis.periods import usual_period
from operations.kpis.registry import Kpi
from operations.kpis.rights import VIEW, allowed_kpi, own_territories
from operations.kpis.series import series

_SEE_RUNBOOKS = "runbooks.view_runbook"


@admin.register(KpiRow)
class KpiAdmin(ConsoleModelAdmin[KpiRow]):
    """All key figures, and each by itself. Nothing is changed here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: KpiRow | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: KpiRow | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        guarded = self.admin_site.admin_view
        return [
            path("", guarded(self.overview_view), name="kpis_kpi_changelist"),
            path("<slug:name>/", guarded(self.detail_view), name="kpis_kpi_detail"),
        ]

    def overview_view(self, request: HttpRequest) -> HttpResponse:
        """All that the user may see, as they are now."""
        user = signed_in(request)
        if not user.has_perm(VIEW):
            raise PermissionDenied
        return self._page(
            request, "overview", {"title": self.opts.verbose_name_plural, **overview(user, timezone.now())}
        )

    def detail_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """One of them over time; what the address asks for wrongly is told, with status 400."""
        user = signed_in(request)
        try:
            kpi = allowed_kpi(name, user)
        except KpiUnknown as unknown:
            raise Http404 from unknown
        except KpiRefused as refused:
            raise PermissionDenied from refused
        now = timezone.now()
        usual = usual_period(kpi, now)
        asked = {"from": usual.first.isoformat(), "until": usual.last.isoformat(), "bucket": usual.bucket.value}
        form = PeriodForm({**asked, **request.GET.dict()}, user)
        context: dict[str, Any] = {"sql": sql_of(kpi).strip()}
        status = 400
        if form.is_valid():
            try:
                found = series(
                    kpi, period=form.period, territory=form.territory, user=user, now=now, seasons=form.seasons
                )
                context, status = detail(found, user), 200
            except (KpiTooSlow, FeatureSwitchedOff) as not_now:
                form.add_error(None, str(not_now))
                status = not_now.status
        return self._page(request, "kpi", {**self._about(kpi, user), "form": form, **context}, status)

    def _about(self, kpi: Kpi, user: User) -> dict[str, Any]:
        return {
            "title": str(kpi.title),
            "kpi": kpi,
            "window": window_in_words(kpi),
            "contacts": contacts_of(kpi, user),
            "runbook": runbook_address(kpi) if user.has_perm(_SEE_RUNBOOKS) else "",
            "has_territories": bool(own_territories(user)),
        }

    def _page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, f"admin/kpis/{template}.html", {**frame, **context}, status=status)
