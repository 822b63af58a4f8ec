"""Who asks: a token on every request."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.auth import TokenAuthentication
from knox.models import AbstractAuthToken
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from core.api.throttling import BadTokenThrottle
from core.models import User


class CountedTokenAuthentication(TokenAuthentication):  # type: ignore[misc]
    """Knox's tokens; an address that sends wrong ones is slowed down, one that sends good ones never is.

    Counted here, because DRF asks its throttles only after it knows the user.
    """

    def authenticate(self, request: Request) -> tuple[User, AbstractAuthToken] | None:
        """User and token; None without a token. Raises AuthenticationFailed, or Throttled after many of those."""
        try:
            found: tuple[User, AbstractAuthToken] | None = super().authenticate(request)
        except AuthenticationFailed:
            throttle = BadTokenThrottle()
            if throttle.allow_address(request):
                raise
            raise Throttled(throttle.wait()) from None
        return found

    def authenticate_credentials(self, token: bytes) -> tuple[User, AbstractAuthToken]:
        """User and token; AuthenticationFailed also for bytes that can be no token."""
        if not token.isalnum():
            raise AuthenticationFailed(_("Invalid token."))
        found: tuple[User, AbstractAuthToken] = super().authenticate_credentials(token)
        return found

    def _cleanup_token(self, token: AbstractAuthToken) -> bool:
        """Whether it has ended. Knox would look at all tokens of the user, at each request, and delete those that have.

        Housekeeping deletes them daily.
        """
        return token.expiry is not None and token.expiry < timezone.now()
