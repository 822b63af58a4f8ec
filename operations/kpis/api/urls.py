"""/api/v1/kpis/."""

from django.urls import path

from operations.kpis.api.views import KpisView, KpiView

urlpatterns = [
    path("kpis/", KpisView.as_view(), name="api-kpis"),
    path("kpis/<str:name>/", KpiView.as_view(), name="api-kpi"),
]
