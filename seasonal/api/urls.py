"""/api/v1/seasons/."""

from django.urls import path

from seasonal.api.freezes import FreezeView
from seasonal.api.views import SeasonCalendarView

urlpatterns = [
    path("seasons/calendar.ics", SeasonCalendarView.as_view(), name="api-season-calendar"),
    path("seasons/freeze/", FreezeView.as_view(), name="api-season-freeze"),
]
