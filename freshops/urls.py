"""All addresses of the application."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from core.views.health import healthz, readyz
from core.views.metrics import metrics

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("freshops.api")),
    path("metrics", metrics, name="metrics"),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
]

handler400 = "freshops.faults.bad_request"
handler403 = "freshops.faults.permission_denied"
handler404 = "freshops.faults.page_not_found"
handler500 = "freshops.faults.server_error"
