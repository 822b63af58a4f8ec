"""Rate limits by client and by user. Their counters live in Redis: without it requests pass, since work goes first."""

from typing import TYPE_CHECKING

import structlog
from redis.exceptions import RedisError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, SimpleRateThrottle, UserRateThrottle

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


class AnonymousThrottle(_OpenWithoutRedis, AnonRateThrottle):
    """Requests without a valid token, by address: also slows down guessing tokens. RATE_ANONYMOUS."""

    scope = "anonymous"


class UserThrottle(_OpenWithoutRedis, UserRateThrottle):
    """All requests of a user. RATE_USER."""

    scope = "user"


class WriteThrottle(_OpenWithoutRedis, UserRateThrottle):
    """Requests of a user that change something. RATE_WRITE."""

    scope = "write"

    def allow_request(self, request: Request, view: "APIView") -> bool:
        return request.method in SAFE_METHODS or super().allow_request(request, view)
