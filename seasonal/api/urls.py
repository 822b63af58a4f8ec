"""/api/v1/seasons/."""

from django.urls import path

from seasonal.api.freezes import FreezeView
from seasonal.api.views import SeasonCalendarView, SecretCalendarView

urlpatterns = [
    path("seasons/calendar.ics", SeasonCalendarView.as_view(), name="api-season-calendar"),
    path("seasons/calendar/<slug:secret>.ics", SecretCalendarView.as_view(), name="api-season-calendar-secret"),
    path("seasons/freeze/", FreezeView.as_view(), name="api-season-freeze"),
]
