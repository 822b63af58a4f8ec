"""Guided operations: somebody types what is wrong, and gets the steps."""

from typing import Any

from django.utils.translation import override
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.permissions import requires
from core.api.strict import read_query
from core.api.throttling import UserThrottle
from core.api.views import ApiView, user_of
from core.models import User
from operations.runbooks.addresses import absolute, read_address
from operations.runbooks.api.guided.descriptions import ASK
from operations.runbooks.api.guided.live import LiveChecks
from operations.runbooks.api.guided.queries import QuestionQuery
from operations.runbooks.api.guided.throttling import LiveChecksThrottle
from operations.runbooks.api.library.views.runbooks import language_of
from operations.runbooks.api.rendering import render_version
from operations.runbooks.search.asking import Candidate, ask

SHOWN = ("title", "quick_summary", "action_steps", "troubleshooting", "escalation")


class GuidedOperationsView(ApiView):
    """A question, and the runbooks that answer it."""

    permission_classes = (requires(GET="runbooks.view_runbook"),)
    throttle_classes = (UserThrottle, LiveChecksThrottle)

    @extend_schema(**ASK)
    def get(self, request: Request) -> Response:
        """The candidates, best first, or the nearest ones and that none matches."""
        asked = read_query(request, QuestionQuery)
        language, user = language_of(request, asked), user_of(request)
        answer = ask(question=asked["q"], language=language, limit=asked["limit"])
        live = LiveChecks(user) if asked["checks"] else None
        with override(language):
            candidates = [
                # Those of the first alone: it is the one that somebody will read.
                _candidate(each, language, user, live if number == 0 else None)
                for number, each in enumerate(answer.candidates)
            ]
        body = {
            "matched": answer.matched,
            "confidence": round(answer.confidence, 3),
            "question": asked["q"],
            "language": language,
            "candidates": candidates,
        }
        # Live figures, and rights of one caller: nobody in between may keep it.
        return Response(body, headers={"Content-Language": language, "Cache-Control": "no-store"})


def _candidate(candidate: Candidate, language: str, user: User, live: LiveChecks | None) -> dict[str, Any]:
    version = candidate.version
    said = render_version(version, language, user)
    return {
        **{name: said[name] for name in SHOWN},
        "confidence": round(candidate.confidence, 3),
        "runbook": version.reference,
        "anchor": candidate.anchor,
        "url": absolute(read_address(version.runbook.slug, candidate.anchor)),
        "highlights": [{"anchor": each.anchor, "text": each.text} for each in candidate.highlights],
        "checks": None if live is None else live.of(version.content),
    }
