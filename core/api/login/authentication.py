"""Name and password, to get a token. Every attempt is counted before it is answered."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.utils.translation import gettext_lazy as _
from django_otp import match_token, user_has_device
from rest_framework.authentication import BasicAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from core.api.errors import LoginLocked
from core.api.login.serializers import LoginSerializer, OneTimeCodeSerializer
from core.api.strict import read_body
from core.api.throttling import LoginThrottle
from core.models import User

NAME_LENGTH = 150


class PasswordAuthentication(BasicAuthentication):
    """Name and password, in the body or as HTTP Basic; and a one-time code from whoever has such a device."""

    www_authenticate_realm = "FreshOps"

    def authenticate(self, request: Request) -> tuple[User, None]:
        """The user. Raises AuthenticationFailed, LoginLocked, Throttled, or what is wrong with the body."""
        throttle = LoginThrottle()
        if not throttle.allow_address(request):
            raise Throttled(throttle.wait())
        if basic := super().authenticate(request):
            name, password = basic
            body = read_body(request, OneTimeCodeSerializer)
        else:
            body = read_body(request, LoginSerializer)
            name, password = body["username"], body["password"]
        return _user(request, name, password, body.get("otp", "")), None

    def authenticate_credentials(self, userid: str, password: str, request: Any = None) -> tuple[str, str]:  # type: ignore[override]
        """What the Basic header says, unchecked."""
        return userid, password


def _user(request: Request, name: str, password: str, code: str) -> User:
    # Django's own request: axes leaves its mark there.
    plain = request._request
    # What cannot be a name must not reach the table of failures either, where it would not fit.
    possible = len(name) <= NAME_LENGTH and "\0" not in name
    user = authenticate(plain, username=name, password=password) if possible else None
    if isinstance(user, User) and not user.is_service:
        if not user_has_device(user) or match_token(user, code):
            return user
        user_login_failed.send(__name__, credentials={"username": name}, request=plain)
    if getattr(plain, "axes_locked_out", False):
        plain.axes_locked_out = False  # type: ignore[attr-defined]  # or axes answers, and not with a problem
        raise LoginLocked(wait=settings.AXES_COOLOFF_TIME.total_seconds())
    raise AuthenticationFailed(_("Name, password or one-time code are wrong."), code="login_failed")
