"""/api/v1/alertmanager/ and /api/v1/incidents/."""

from django.urls import path

from operations.incidents.api.views.alertmanager import DeliveriesView, WatchdogView
from operations.incidents.api.views.incidents import AcknowledgeView, IncidentsView, IncidentView, NotesView

urlpatterns = [
    path("alertmanager/", DeliveriesView.as_view(), name="api-alertmanager"),
    path("alertmanager/watchdog/", WatchdogView.as_view(), name="api-watchdog"),
    path("incidents/", IncidentsView.as_view(), name="api-incidents"),
    path("incidents/<int:incident_id>/", IncidentView.as_view(), name="api-incident"),
    path("incidents/<int:incident_id>/acknowledge/", AcknowledgeView.as_view(), name="api-acknowledge-incident"),
    path("incidents/<int:incident_id>/notes/", NotesView.as_view(), name="api-incident-notes"),
]
