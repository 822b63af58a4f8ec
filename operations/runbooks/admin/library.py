"""Runbooks in the admin: the library, and what leads from it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from core.admin.person import signed_in
from operations.runbooks.admin.editing import EditingViews
from operations.runbooks.admin.library_list import LibraryListMixin
from operations.runbooks.admin.publishing import PublishingViews
from operations.runbooks.admin.reading import ReadingViews
from operations.runbooks.admin.rights import may_edit
from operations.runbooks.models import Runbook


@admin.register(Runbook)
class RunbookAdmin(LibraryListMixin, ReadingViews, EditingViews, PublishingViews):
    """The library. Rows are never added, changed or deleted as such: versions are written and published."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_edit(signed_in(request))

    def has_change_permission(self, request: HttpRequest, obj: Runbook | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Runbook | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, Any, str]] = [
            ("add/", self.new_view, "add"),
            ("preview/", self.preview_view, "preview"),
            ("<slug:slug>/read/", self.read_view, "read"),
            ("<slug:slug>/feedback/", self.feedback_view, "feedback"),
            ("<slug:slug>/edit/", self.edit_view, "edit"),
            ("<slug:slug>/publish/", self.publish_view, "publish"),
            ("<slug:slug>/discard/", self.discard_view, "discard"),
            ("<slug:slug>/versions/", self.versions_view, "versions"),
            ("<int:runbook_id>/change/", self.to_reading, "change"),
        ]
        prefix, guarded = "runbooks_runbook_", self.admin_site.admin_view
        ours = [path(route, guarded(view), name=prefix + name) for route, view, name in pages]
        return [*ours, *(each for each in super().get_urls() if each.name == "runbooks_runbook_changelist")]
