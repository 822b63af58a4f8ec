"""Rate limits by client and by user. Their counters live in Redis: without it requests pass, since work goes first."""

from typing import TYPE_CHECKING, cast

import structlog
from redis.exceptions import RedisError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle, UserRateThrottle

from core.operating import operating_mode

if TYPE_CHECKING:  # DRF's views import this module: importing them here would go round in a circle
    from rest_framework.views import APIView

logger = structlog.get_logger(__name__)


class _OpenWithoutRedis(SimpleRateThrottle):
    def allow_request(self, request: Request, view: "APIView") -> bool:
        try:
            return super().allow_request(request, view)
        except (RedisError, OSError):
            logger.warning("rate_limit_unavailable", scope=self.scope)
            return True


class _OfAUser(_OpenWithoutRedis, UserRateThrottle):
    """Wider or narrower for service accounts where a season asks for it."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        usual: int | None = self.num_requests  # type: ignore[has-type]  # set by DRF's parse_rate
        if usual is not None and getattr(request.user, "is_service", False):
            self.num_requests = max(1, int(usual * operating_mode().service_rates))
        return super().allow_request(request, view)


class AnonymousThrottle(_OpenWithoutRedis, AnonRateThrottle):
    """Requests without a token, by address, where they are allowed at all. RATE_ANONYMOUS."""

    scope = "anonymous"


class UserThrottle(_OfAUser):
    """All requests of a user. RATE_USER."""

    scope = "user"


class WriteThrottle(_OfAUser):
    """Requests of a user that change something, or that cost as much. RATE_WRITE."""

    scope = "write"

    def allow_request(self, request: Request, view: "APIView") -> bool:
        return not self.counts(request) or super().allow_request(request, view)

    def counts(self, request: Request) -> bool:
        """Whether a request is one of those."""
        return request.method not in SAFE_METHODS


class _ByAddress(_OpenWithoutRedis):
    """Counted during authentication, when there is no user yet to ask for."""

    def allow_address(self, request: Request) -> bool:
        """Count one from this address; False once there are too many."""
        return self.allow_request(request, cast("APIView", None))

    def get_cache_key(self, request: Request, view: "APIView") -> str:
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


class BadTokenThrottle(_ByAddress):
    """Wrong tokens, by address. RATE_ANONYMOUS."""

    scope = "anonymous"


class LoginThrottle(_ByAddress):
    """Logins, by address, whether they succeed or not; axes counts the failures of each name. RATE_LOGIN."""

    scope = "login"
