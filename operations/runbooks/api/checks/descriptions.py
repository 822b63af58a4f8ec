"""What the OpenAPI description says about checks."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiResponse

from core.api.serializers import ProblemSerializer
from core.problems import PROBLEM_JSON
from operations.runbooks.api.checks.serializers import (
    CheckDetailSerializer,
    CheckListSerializer,
    CheckResultSerializer,
    RunCheckSerializer,
)

_CHECK: Final[dict[str, Any]] = {
    "name": "expiring_soon",
    "title": "Leads that expire soon",
    "description": "Open leads that lose protection within so many days if nothing happens, and their reminders.",
    "permission": "leads.view_lead",
    "parameters": [
        {"name": "days", "label": "Within days", "type": "integer", "required": False, "default": 10},
    ],
    "unit": "count",
    "at_least": None,
    "at_most": None,
    "fresh_within": None,
    "url": "https://ops.example.org/api/v1/checks/expiring_soon/",
}
_RESULT: Final[dict[str, Any]] = {
    "check": "protection_drift",
    "title": "Stored deadlines that differ",
    "verdict": "AS_EXPECTED",
    "value": 0,
    "unit": "count",
    "at_least": None,
    "at_most": 0,
    "columns": [{"name": "value", "title": "leads that differ"}, {"name": "as_of", "title": "as of"}],
    "rows": [[0, "2026-11-21T03:10:04.120000Z"]],
    "truncated": False,
    "measured_at": "2026-11-21T08:15:00.250000Z",
    "age": 18296.13,
    "seconds": 0.003,
}


def _problem(status: int, title: str, code: str, detail: str, **members: Any) -> OpenApiExample:
    body = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "instance": "/api/v1/checks/expiring_soon/run/",
    }
    return OpenApiExample(title, body | members, response_only=True, status_codes=[str(status)])


_REFUSED = OpenApiResponse(
    ProblemSerializer,
    description="`check_not_allowed`: `params.permission` names the right that is missing.",
    examples=[
        _problem(
            403, "Forbidden", "check_not_allowed",
            "This check takes the right “leads.view_lead”, which you do not have.",
            params={"permission": "leads.view_lead"},
        ),
    ],
)  # fmt: skip
_NOT_FOUND = OpenApiResponse(
    ProblemSerializer,
    description="`check_not_found`: there is no such check.",
    examples=[_problem(404, "Not Found", "check_not_found", "There is no check “expiring_son”.")],
)

LIST_CHECKS: Final[dict[str, Any]] = {
    "operation_id": "list_checks",
    "summary": "List the checks that you may run",
    "description": "Checks are questions about the running system; runbooks name them. Those alone that you may run.",
    "responses": CheckListSerializer,
    "examples": [OpenApiExample("Two rights, one check", {"results": [_CHECK]}, response_only=True)],
    "tags": ["checks"],
}
GET_CHECK: Final[dict[str, Any]] = {
    "operation_id": "get_check",
    "summary": "Get a check",
    "description": "With its columns and the SQL that runs, word for word.",
    "responses": {
        200: CheckDetailSerializer,
        (403, PROBLEM_JSON): _REFUSED,
        (404, PROBLEM_JSON): _NOT_FOUND,
    },
    "examples": [
        OpenApiExample(
            "A list of leads",
            _CHECK
            | {
                "columns": [{"name": "lead_id", "title": "Lead"}, {"name": "owner", "title": "owner"}],
                "sql": "-- Open leads that lose protection within so many days …\nSELECT p.lead_id, …",
            },
            response_only=True,
            status_codes=["200"],
        )
    ],
    "tags": ["checks"],
}
RUN_CHECK: Final[dict[str, Any]] = {
    "operation_id": "run_check",
    "summary": "Run a check",
    "description": (
        "Reads, and changes nothing: in a READ ONLY transaction, for two seconds at most, up to 200 rows, and of leads "
        "those of your territories. A verdict says whether the value is as expected."
    ),
    "request": RunCheckSerializer,
    "responses": {
        200: CheckResultSerializer,
        (403, PROBLEM_JSON): _REFUSED,
        (404, PROBLEM_JSON): _NOT_FOUND,
        (422, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description=(
                "`check_parameter`: a value is unknown or not valid; `check_parameter_missing`: one without a default "
                "is not given. `errors` names it."
            ),
            examples=[
                _problem(
                    422, "Unprocessable Content", "check_parameter", "This must be between 1 and 3650.",
                    errors=[
                        {
                            "pointer": "/parameters/days",
                            "code": "check_parameter",
                            "detail": "This must be between 1 and 3650.",
                        }
                    ],
                ),
            ],
        ),
        (503, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description="`check_failed`: it took too long, or the database did not answer. Try again in a moment.",
            examples=[
                _problem(
                    503, "Service Unavailable", "check_failed",
                    "The check took longer than two seconds and was stopped. Try again in a moment.",
                ),
            ],
        ),
    },
    "examples": [
        OpenApiExample("Within a week", {"parameters": {"days": 7}}, request_only=True),
        OpenApiExample("As expected", _RESULT, response_only=True, status_codes=["200"]),
    ],
    "tags": ["checks"],
}  # fmt: skip
