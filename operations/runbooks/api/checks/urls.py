"""/api/v1/checks/."""

from django.urls import path

from operations.runbooks.api.checks.views import ChecksView, CheckView, RunCheckView

urlpatterns = [
    path("checks/", ChecksView.as_view(), name="api-checks"),
    path("checks/<str:name>/", CheckView.as_view(), name="api-check"),
    path("checks/<str:name>/run/", RunCheckView.as_view(), name="api-run-check"),
]
