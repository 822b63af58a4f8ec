"""A token for name and password, and its end."""

from django.contrib.auth.signals import user_logged_in
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.login.authentication import PasswordAuthentication
from core.api.login.serializers import LoginSerializer, TokenSerializer
from core.api.views import ApiView, user_of
from core.services.tokens import issue_token, revoke_token, revoke_tokens


class LoginView(ApiView):
    """Name and password in, token out."""

    authentication_classes = (PasswordAuthentication,)
    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="login",
        summary="Log in",
        description=(
            "Gives a token that works for 12 hours, for name and password in the body or as HTTP Basic (then without "
            "`username` and `password` in the body). Service accounts cannot log in: an administrator makes their "
            "tokens with `manage.py create_service_token`. After five wrong passwords a name waits 15 minutes."
        ),
        request=LoginSerializer,
        responses=TokenSerializer,
        examples=[OpenApiExample("By name", {"username": "clerk", "password": "…"}, request_only=True)],
        tags=["auth"],
    )
    def post(self, request: Request) -> Response:
        """Issue a token for the user whom the password proved."""
        user = user_of(request)
        issued = issue_token(user=user)
        # Ends axes' count of failures, and dates the last login.
        user_logged_in.send(type(user), request=request._request, user=user)
        return Response(TokenSerializer(issued).data, headers={"Cache-Control": "no-store"})


class LogoutView(ApiView):
    """The end of a token."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(operation_id="logout", summary="End this token", request=None, responses={204: None}, tags=["auth"])
    def post(self, request: Request) -> Response:
        """End the token that came with the request."""
        revoke_token(token=request.auth)
        return Response(status=204)


class LogoutAllView(ApiView):
    """The end of all tokens of a user."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="logout_all", summary="End all your tokens", request=None, responses={204: None}, tags=["auth"]
    )
    def post(self, request: Request) -> Response:
        """End every token of the user, this one included."""
        revoke_tokens(user=user_of(request))
        return Response(status=204)
