"""Who is signed in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from core.models import User


def signed_in(request: HttpRequest) -> User:
    """The user of a request to the admin, which lets nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
