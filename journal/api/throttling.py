"""Catering has a lane of its own where a season asks for it: what else a system sends does not use up its limit."""

from typing import TYPE_CHECKING

from rest_framework.exceptions import APIException
from rest_framework.request import Request

from core.api.throttling import AnonymousThrottle, UserThrottle, WriteThrottle
from core.operating import operating_mode

if TYPE_CHECKING:  # DRF's views import this module: importing them here would go round in a circle
    from rest_framework.views import APIView

# A request about catering is small. A larger one is not read before it is counted.
MOST_BYTES = 64 * 1024


def is_about_catering(request: Request) -> bool:
    """Whether catering goes first just now, and all that is sent here is about it. Raises what the parser raises."""
    if not operating_mode().catering_first or int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return False
    events = request.data if isinstance(request.data, list) else [request.data]
    types = [event.get("event_type") if isinstance(event, dict) else None for event in events]
    return bool(types) and all(isinstance(each, str) and each.startswith("catering.") for each in types)


class _Others:
    """Counts what is not about catering; a body that cannot be read is counted and then refused as always."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        try:
            is_counted = not is_about_catering(request)
        except APIException:
            if not super().allow_request(request, view):  # type: ignore[misc]
                return False
            raise
        return not is_counted or bool(super().allow_request(request, view))  # type: ignore[misc]


class OthersUserThrottle(_Others, UserThrottle):
    """All requests of a user but those about catering. RATE_USER."""


class OthersWriteThrottle(_Others, WriteThrottle):
    """What a user sends but what is about catering. RATE_WRITE."""


class CateringThrottle(UserThrottle):
    """What a user sends about catering, where that is counted apart. RATE_CATERING."""

    scope = "catering"

    def allow_request(self, request: Request, view: "APIView") -> bool:
        return not is_about_catering(request) or super().allow_request(request, view)


# The one for writes first: a body that cannot be read counts there, and ends the request.
THROTTLES = (OthersWriteThrottle, AnonymousThrottle, OthersUserThrottle, CateringThrottle)
