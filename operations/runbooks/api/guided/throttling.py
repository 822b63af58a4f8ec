"""Running checks along with a question costs what running each by itself costs, and counts as that."""

from rest_framework.request import Request

from core.api.throttling import WriteThrottle


class LiveChecksThrottle(WriteThrottle):
    """Questions with `checks=true`. RATE_WRITE, together with all else that counts there."""

    def counts(self, request: Request) -> bool:
        """Whether checks are asked for; what is neither true nor false is refused later."""
        return request.query_params.get("checks", "false") != "false"
