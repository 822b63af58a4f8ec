"""/api/v1/seasons/."""

from django.urls import path

from seasonal.api.views import SeasonCalendarView

urlpatterns = [path("seasons/calendar.ics", SeasonCalendarView.as_view(), name="api-season-calendar")]
