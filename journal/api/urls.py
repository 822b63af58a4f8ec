"""/api/v1/events/."""

from django.urls import path

from journal.api.views.events import EventsView, SentEventView
from journal.api.views.schemas import EventSchemasView, EventSchemaView

urlpatterns = [
    path("events/", EventsView.as_view(), name="api-events"),
    path("events/schemas/", EventSchemasView.as_view(), name="api-event-schemas"),
    path("events/schemas/<str:event_type>/<int:version>/", EventSchemaView.as_view(), name="api-event-schema"),
    path("events/<str:event_id>/", SentEventView.as_view(), name="api-event"),
]
