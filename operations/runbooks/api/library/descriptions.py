"""What the OpenAPI description says about the library."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from core.api.idempotency import IDEMPOTENCY_KEY
from core.api.serializers import ProblemSerializer
from core.problems import PROBLEM_JSON
from operations.runbooks.api.library.queries import FeedbackBody
from operations.runbooks.api.serializers.library import (
    FeedbackSerializer,
    RunbookListSerializer,
    RunbookVersionListSerializer,
)
from operations.runbooks.api.serializers.runbooks import RunbookSerializer

_KEPT = (
    " The answer may be kept, and asked about with its `ETag` in `If-None-Match` (304 where nothing has changed: "
    "neither the text nor your rights nor, where you see them, contacts). `Last-Modified` is for information: no date "
    "tells all of that, so `If-Modified-Since` is not looked at. Packed with gzip where `Accept-Encoding` takes it."
)
CONDITIONS: Final = [
    OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description="The `ETag` of the answer you have."),
    *(
        OpenApiParameter(name, str, OpenApiParameter.HEADER, response=[200, 304], description=description)
        for name, description in (
            ("ETag", "Strong: changes with every byte of the answer."),
            ("Last-Modified", "When the text, or a contact that is still in it, last changed; for information."),
            ("Cache-Control", "private, no-cache: keep it, and ask each time."),
            ("Content-Language", "de or en."),
        )
    ),
]
_SAME: dict[Any, Any] = {
    304: OpenApiResponse(description="The answer you have is the present one."),
    (412, PROBLEM_JSON): OpenApiResponse(ProblemSerializer, description="If-Match or If-Unmodified-Since do not hold."),
}

LIST_RUNBOOKS: Final[dict[str, Any]] = {
    "operation_id": "list_runbooks",
    "summary": "List runbooks",
    "description": "What counts now, by slug." + _KEPT,
    "responses": {200: RunbookListSerializer, **_SAME},
    "tags": ["runbooks"],
}

GET_RUNBOOK: Final[dict[str, Any]] = {
    "operation_id": "get_runbook",
    "summary": "Get a runbook",
    "description": "The version that counts, or any that was ever published, in one language." + _KEPT,
    "responses": {200: RunbookSerializer, **_SAME},
    "tags": ["runbooks"],
}

LIST_VERSIONS: Final[dict[str, Any]] = {
    "operation_id": "list_runbook_versions",
    "summary": "List the versions of a runbook",
    "description": "All that were ever published, the newest first: published versions are kept for good." + _KEPT,
    "responses": {200: RunbookVersionListSerializer, **_SAME},
    "tags": ["runbooks"],
}

GIVE_FEEDBACK: Final[dict[str, Any]] = {
    "operation_id": "give_runbook_feedback",
    "summary": "Say whether a step helped",
    "description": "About the version that was read; it counts for the help-success rate.",
    "parameters": [IDEMPOTENCY_KEY],
    "request": FeedbackBody,
    "responses": {
        201: OpenApiResponse(FeedbackSerializer, description="Kept."),
        (422, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description="`unknown_version`, `unknown_step`: this version has no such step; or the Idempotency-Key "
            "stands for another request.",
        ),
    },
    "examples": [
        OpenApiExample(
            "It did not",
            {
                "version": 3,
                "step": "check-status",
                "helped": False,
                "comment": "Wo steht die Lead-ID?",
                "asked": "hold",
            },
            request_only=True,
        )
    ],
    "tags": ["runbooks"],
}
