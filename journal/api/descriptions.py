"""What the OpenAPI description says about events."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from core.api.idempotency import IDEMPOTENCY_KEY
from core.api.serializers import ProblemSerializer
from core.problems import PROBLEM_JSON
from journal.api.openapi import EventsSerializer
from journal.api.serializers import BatchResultSerializer, EventResultSerializer
from journal.contracts.registry import Direction, contracts

SCHEMA_JSON = "application/schema+json"

_REJECTED = OpenApiExample(
    "Rejected",
    {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "code": "event_rejected",
        "detail": "The event is not valid.",
        "instance": "/api/v1/events/",
        "errors": [
            {
                "pointer": "/timestamp",
                "code": "rejected",
                "detail": "The zone is missing. Append Z for UTC, or an offset.",
            }
        ],
    },
    response_only=True,
    status_codes=["422"],
)
_CONFLICT = OpenApiExample(
    "Conflict",
    {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "code": "event_conflict",
        "detail": "This id stands for another event already.",
        "instance": "/api/v1/events/",
        "errors": [
            {"pointer": "/event_id", "code": "conflict", "detail": "This id stands for another event already. …"}
        ],
    },
    response_only=True,
    status_codes=["409"],
)

SEND_EVENTS: Final[dict[str, Any]] = {
    "operation_id": "send_events",
    "summary": "Send an event, or a batch",
    "description": (
        "Tells what happened elsewhere: one event, or up to 1,000 in a list, for service accounts with the right to. "
        "Sending again is safe: the same `event_id` with the same body is answered as the first time, with another "
        "body it is a conflict. Events may arrive in any order. Of a batch, each is judged by itself. One of a type "
        "that nobody here knows yet is kept (`parked`). The schema of each type is under `/api/v1/events/schemas/`."
    ),
    "parameters": [IDEMPOTENCY_KEY],
    "request": EventsSerializer,
    "responses": {
        202: OpenApiResponse(EventResultSerializer, description="A single event: accepted, or parked."),
        200: OpenApiResponse(BatchResultSerializer, description="A batch: what became of each."),
        (409, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description="`event_conflict`: the id stands for another event; or `busy` (try again).",
            examples=[_CONFLICT],
        ),
        (422, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description=(
                "`event_rejected`: `errors` names each value at fault; or the Idempotency-Key was used before."
            ),
            examples=[_REJECTED],
        ),
    },
    "examples": [
        OpenApiExample(contract.schema["title"], contract.schema["examples"][0], request_only=True)
        for contract in contracts()
        if contract.direction is Direction.INCOMING
    ],
    "tags": ["events"],
}

_ANYTHING: Final[dict[str, Any]] = {"type": "object", "additionalProperties": True}

GET_SCHEMA: Final[dict[str, Any]] = {
    "operation_id": "get_event_schema",
    "summary": "Get the schema of a type of events",
    "description": (
        "JSON Schema, Draft 2020-12, complete by itself, with examples. A published version never changes; its ETag "
        "may be asked for with `If-None-Match`."
    ),
    "responses": {
        (200, SCHEMA_JSON): OpenApiResponse(_ANYTHING, description="The schema."),
        304: OpenApiResponse(description="You have it already."),
    },
    "tags": ["events"],
}
