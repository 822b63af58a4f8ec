"""What every view of the API has in common."""

from typing import Any

from rest_framework.request import Request
from rest_framework.views import APIView

from core.api.errors import LengthRequired
from core.models import User


class ApiView(APIView):
    """A view that answers what is documented, and nothing else: no OPTIONS (the OpenAPI description says more)."""

    http_method_names = ("get", "head", "post")

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a body that nobody would read, then do what every view does first."""
        if "Transfer-Encoding" in request.headers:
            raise LengthRequired
        super().initial(request, *args, **kwargs)


def user_of(request: Request) -> User:
    """The user behind the token; TypeError where a view forgot to ask for one."""
    if not isinstance(request.user, User):
        raise TypeError("An anonymous request came through to a view.")
    return request.user
