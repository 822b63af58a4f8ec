"""The admin of incidents: their list, opening one, the war room, the post-mortem."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from operations.incidents.admin.opening import OpeningViews
from operations.incidents.admin.postmortems import PostmortemViews
from operations.incidents.admin.working import WorkingViews
from operations.incidents.models import Incident


@admin.register(Incident)
class IncidentAdmin(OpeningViews, WorkingViews, PostmortemViews):
    """Incidents are worked on by steps, each of them a service; nothing of theirs is edited as a row."""

    def get_urls(self) -> list[URLPattern]:
        guarded, base = self.admin_site.admin_view, "incidents_incident"
        return [
            path("<int:pk>/change/", guarded(self.war_room_view), name=f"{base}_change"),
            path("<int:pk>/do/<slug:step>/", guarded(self.do_view), name=f"{base}_do"),
            path("<int:pk>/post-mortem/", guarded(self.postmortem_view), name=f"{base}_postmortem"),
            path("<int:pk>/post-mortem/publish/", guarded(self.publish_view), name=f"{base}_publish"),
            path("<int:pk>/post-mortem.md", guarded(self.download_view), name=f"{base}_download"),
            path("", guarded(self.changelist_view), name=f"{base}_changelist"),
            path("add/", guarded(self.add_view), name=f"{base}_add"),
            path("<int:pk>/", guarded(self.short_view)),
        ]

    def short_view(self, request: HttpRequest, pk: int, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The address without its end, as people type it."""
        return redirect("admin:incidents_incident_change", pk)
