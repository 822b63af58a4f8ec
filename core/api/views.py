"""What every view of the API has in common."""

from rest_framework.request import Request
from rest_framework.views import APIView

from core.models import User


class ApiView(APIView):
    """A view that answers what is documented, and nothing else: no OPTIONS (the OpenAPI description says more)."""

    http_method_names = ("get", "head", "post")


def user_of(request: Request) -> User:
    """The user behind the token; TypeError where a view forgot to ask for one."""
    if not isinstance(request.user, User):
        raise TypeError("An anonymous request came through to a view.")
    return request.user
