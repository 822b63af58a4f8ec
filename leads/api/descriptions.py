"""What the OpenAPI description says about the writes."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiResponse, PolymorphicProxySerializer

from core.api.idempotency import IDEMPOTENCY_KEY
from core.api.serializers import ProblemSerializer
from core.problems import PROBLEM_JSON
from leads.api.serializers.holds import ChangedHoldSerializer, PlaceHoldSerializer, ReleaseHoldSerializer
from leads.api.serializers.protection import PreviewSerializer
from leads.api.serializers.queries import PreviewQuery

_HOLD_OR_PREVIEW = PolymorphicProxySerializer(
    component_name="HoldOrPreview",
    serializers=[ChangedHoldSerializer, PreviewSerializer],
    resource_type_field_name=None,
)
_OVERRIDE = (
    " Where the change would end or revive protection, a person needs the right to override, a reason, and the "
    "`confirmation` of the before and after they looked at; without, the answer is 409 `override_needed` with both."
)

_REFUSED = OpenApiResponse(
    ProblemSerializer,
    description=(
        "The rules refuse it, by `code`: `hold_overlaps`, `hold_in_future`, `hold_ends_before_start`, `lead_expired`, "
        "`lead_not_open`, `override_needed` (`params` has before, after and confirmation), or `busy` (try again)."
    ),
    examples=[
        OpenApiExample(
            "Overlap",
            {
                "type": "about:blank",
                "title": "Conflict",
                "status": 409,
                "code": "hold_overlaps",
                "detail": "The clock already stands for part of this time.",
                "instance": "/api/v1/leads/1/holds/",
                "errors": [
                    {
                        "pointer": "/start_at",
                        "code": "hold_overlaps",
                        "detail": "The clock already stands for part of this time.",
                    }
                ],
            },
            response_only=True,
        )
    ],
)

PLACE_HOLD: Final[dict[str, Any]] = {
    "operation_id": "place_hold",
    "summary": "Stop the clock of a lead",
    "description": (
        "Places a hold from `start_at` (default: now) to `end_at` (default: until released). The same again finds the "
        "hold that stands (200)." + _OVERRIDE
    ),
    "parameters": [PreviewQuery, IDEMPOTENCY_KEY],
    "request": PlaceHoldSerializer,
    "responses": {
        201: OpenApiResponse(ChangedHoldSerializer, description="Placed."),
        200: OpenApiResponse(_HOLD_OR_PREVIEW, description="The hold that stood already; or the preview."),
        (409, PROBLEM_JSON): _REFUSED,
    },
    "examples": [
        OpenApiExample("From now on", {"reason_code": "PRICE", "reason": "Price list promised"}, request_only=True),
        OpenApiExample(
            "Backdated, with a planned end",
            {"reason_code": "SAMPLE", "start_at": "2026-03-02T08:00:00+01:00", "end_at": "2026-03-31T18:00:00+02:00"},
            request_only=True,
        ),
    ],
    "tags": ["holds"],
}

RELEASE_HOLD: Final[dict[str, Any]] = {
    "operation_id": "release_hold",
    "summary": "Restart the clock",
    "description": "Ends a hold now, or at `end_at`. A hold that has ended already is answered as it is." + _OVERRIDE,
    "parameters": [PreviewQuery, IDEMPOTENCY_KEY],
    "request": ReleaseHoldSerializer,
    "responses": {
        200: OpenApiResponse(_HOLD_OR_PREVIEW, description="The hold with its end; or the preview."),
        (409, PROBLEM_JSON): _REFUSED,
    },
    "examples": [OpenApiExample("Now", {}, request_only=True)],
    "tags": ["holds"],
}
