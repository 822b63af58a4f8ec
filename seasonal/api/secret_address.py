"""Who asks, by a secret in the address: for calendar programs, which can send no token."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import NotFound, Throttled
from rest_framework.request import Request

from core.api.throttling import BadTokenThrottle
from core.models import User
from seasonal.services.feeds import reader_of


class SecretAddressAuthentication(BaseAuthentication):
    """A secret that is not (or no longer) good is an address that there is not: 404, whatever the reason.

    An address that tries many is slowed down, as with tokens.
    """

    def authenticate(self, request: Request) -> tuple[User, None]:
        """The user; NotFound, or Throttled after many of those."""
        reader = reader_of(str(request.parser_context["kwargs"]["secret"]))
        if reader is not None:
            return reader, None
        throttle = BadTokenThrottle()
        if throttle.allow_address(request):
            raise NotFound
        raise Throttled(throttle.wait())
