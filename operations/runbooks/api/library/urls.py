"""/api/v1/runbooks/."""

from django.urls import path

from operations.runbooks.api.library.views.feedback import FeedbackView
from operations.runbooks.api.library.views.runbooks import RunbookListView, RunbookVersionsView, RunbookView

urlpatterns = [
    path("runbooks/", RunbookListView.as_view(), name="api-runbooks"),
    path("runbooks/<slug:slug>/", RunbookView.as_view(), name="api-runbook"),
    path("runbooks/<slug:slug>/versions/", RunbookVersionsView.as_view(), name="api-runbook-versions"),
    path("runbooks/<slug:slug>/feedback/", FeedbackView.as_view(), name="api-runbook-feedback"),
]
