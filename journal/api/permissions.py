"""Who may send events."""

from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView


class ServiceAccount(BasePermission):
    """A system. What it reports always counts, so a person must not get round an override by sending it as an event."""

    message = _("Only service accounts send events.")

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether it is one."""
        return bool(getattr(request.user, "is_service", False))
