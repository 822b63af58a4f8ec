"""What the views of runbooks have in common: who is signed in, which right is asked for, what every page needs."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from core.admin.person import signed_in
from core.console.admin import ConsoleModelAdmin
from core.models import User
from operations.runbooks.models import Runbook


class RunbookViews(ConsoleModelAdmin[Runbook]):
    """The base of the views of the runbooks' admin."""

    def allowed(self, request: HttpRequest, right: Callable[[User], bool]) -> User:
        """Who is signed in, where they have the right; PermissionDenied where not."""
        user = signed_in(request)
        if not right(user):
            raise PermissionDenied
        return user

    def page(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """A page of the admin."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, f"admin/runbooks/{template}.html", {**frame, **context}, status=status)
