"""/api/v1/guided-operations/."""

from django.urls import path

from operations.runbooks.api.guided.views import GuidedOperationsView

urlpatterns = [path("guided-operations/", GuidedOperationsView.as_view(), name="api-guided-operations")]
