"""What the lists of the journal have in common: rows are looked at, found by an id or what they are about, and settled
by actions that ask first."""

import json
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from core.admin.person import signed_in
from core.console.admin import ConsoleModelAdmin
from core.console.paginator import CappedPaginator
from core.models import User
from journal.admin.page import ObjectPage


class ReadOnlyAdmin(ConsoleModelAdmin[Any]):
    """A list and pages to look at. Nothing is added, edited or deleted here."""

    paginator = CappedPaginator
    list_per_page = 50
    sortable_by = ()  # as they came; no other order has an index

    def page_of(self, row: Any, user: User) -> ObjectPage:
        """The page of one row, for somebody who may see it."""
        raise NotImplementedError

    def narrowed(self, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """The rows that `user` may see. There is no default: one that narrows nothing would show everything."""
        raise NotImplementedError

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.narrowed(super().get_queryset(request), signed_in(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def context(self, request: HttpRequest) -> dict[str, Any]:
        """What every page of this admin needs."""
        return {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The page of one row."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined,no-any-return]
        page = {"original": row, "page": self.page_of(row, signed_in(request)), "title": str(row)}
        return TemplateResponse(request, "admin/journal/page.html", {**self.context(request), **page})

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who did what with it here; only for those who may see the row."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)


def pretty(payload: Any) -> str:
    """JSON in lines, as people read it."""
    return json.dumps(payload, indent=2, ensure_ascii=False, sort_keys=True) if payload is not None else ""
