"""/api/v1/alertmanager/."""

from django.urls import path

from operations.incidents.api.views.alertmanager import DeliveriesView, WatchdogView

urlpatterns = [
    path("alertmanager/", DeliveriesView.as_view(), name="api-alertmanager"),
    path("alertmanager/watchdog/", WatchdogView.as_view(), name="api-watchdog"),
]
