"""What the OpenAPI description says about guided operations."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from core.api.serializers import ProblemSerializer
from core.problems import PROBLEM_JSON
from operations.runbooks.api.guided.queries import QuestionQuery
from operations.runbooks.api.guided.serializers import AnswerSerializer

_READ: Final = "https://ops.example.org/admin/runbooks/runbook/lead-protection/read/"

_STEP: Final[dict[str, Any]] = {
    "id": "validate-pipeline",
    "number": 3,
    "kind": "check",
    "title": "Validate the pipeline",
    "text": "The scan runs daily at 08:00 and otherwise every 5 minutes.",
    "html": "<p>The scan runs daily at 08:00 and otherwise every 5 minutes.</p>\n",
    "expected": "15 minutes at most.",
    "expected_html": "<p>15 minutes at most.</p>\n",
    "destructive": False,
    "check": {
        "name": "reminder_scan_age",
        "title": "Age of the last scan for reminders",
        "parameters": {},
        "asked": [],
        "may_run_url": "https://ops.example.org/api/v1/checks/reminder_scan_age/run/",
    },
    "command": None,
    "url": f"{_READ}#validate-pipeline",
}
_TROUBLE: Final[dict[str, Any]] = {
    "id": "no-reminders-sent",
    "symptom": "No reminders sent, nothing has gone out since this morning",
    "cause": "Either the scan stands still, or nothing was due.",
    "cause_html": "<p>Either the scan stands still, or nothing was due.</p>\n",
    "fix": "Look at the age of the last scan.",
    "fix_html": "<p>Look at the age of the last scan.</p>\n",
    "link": f"{_READ}#validate-pipeline",
    "url": f"{_READ}#no-reminders-sent",
}
_RUNG: Final[dict[str, Any]] = {
    "after_minutes": 0,
    "role": "operations-lead",
    "role_name": "Operations lead",
    "severity": "SEV1",
    "response_minutes": 15,
    "when": "A sample may get lost.",
    "when_html": "<p>A sample may get lost.</p>\n",
}
_RESULT: Final[dict[str, Any]] = {
    "check": "reminder_scan_age",
    "title": "Age of the last scan for reminders",
    "verdict": "AS_EXPECTED",
    "value": 112,
    "unit": "seconds",
    "at_least": None,
    "at_most": 900,
    "columns": [{"name": "value", "title": "seconds ago"}],
    "rows": [[112]],
    "truncated": False,
    "measured_at": "2026-11-21T08:15:00.250000Z",
    "age": 0,
    "seconds": 0.003,
}
_CANDIDATE: Final[dict[str, Any]] = {
    "title": "User-Lead-Protection Operations",
    "quick_summary": "If no reminders go out: check how old the last scan is (15 minutes at most).",
    "action_steps": [_STEP],
    "troubleshooting": [_TROUBLE],
    "escalation": [_RUNG],
    "confidence": 0.962,
    "runbook": "lead-protection@4",
    "anchor": "no-reminders-sent",
    "url": f"{_READ}#no-reminders-sent",
    "highlights": [{"anchor": "no-reminders-sent", "text": _TROUBLE["symptom"]}],
    "checks": [
        {"step": "validate-pipeline", "check": "reminder_scan_age", "result": _RESULT},
        {
            "step": "check-status",
            "check": "protection_of_lead",
            "skipped": {"code": "check_parameter_missing", "reason": "It needs to be known first: Lead."},
        },
    ],
}
_MATCH: Final[dict[str, Any]] = {
    "matched": True,
    "confidence": 0.962,
    "question": "no remindres sent",
    "language": "en",
    "candidates": [_CANDIDATE],
}
_NO_MATCH: Final[dict[str, Any]] = {
    "matched": False,
    "confidence": 0.287,
    "question": "lead guitar",
    "language": "en",
    "candidates": [_CANDIDATE | {"confidence": 0.287, "anchor": "", "url": _READ, "highlights": [], "checks": None}],
}
_WRONG: Final[dict[str, Any]] = {
    "type": "about:blank",
    "title": "Bad Request",
    "status": 400,
    "detail": "Invalid input.",
    "code": "invalid",
    "instance": "/api/v1/guided-operations/",
    "errors": [{"parameter": "q", "code": "required", "detail": "This field is required."}],
}

ASK: Final[dict[str, Any]] = {
    "operation_id": "guided_operations",
    "summary": "Ask what to do",
    "description": (
        "The runbooks that answer a question, best first, each with its steps, troubles and escalation in your "
        "language. `confidence` is comparable between questions; where nothing is likely enough, `matched` is false "
        "and the candidates are merely the nearest. With `checks=true` the checks of the first candidate's steps are "
        "run with your rights; those that you may not run, or that need a value first, say so. Such a question counts "
        "against the limit of requests that change something, as running a check does. Questions are counted, and not "
        "kept."
    ),
    "parameters": [
        QuestionQuery,
        OpenApiParameter("Content-Language", str, OpenApiParameter.HEADER, response=[200], description="de or en."),
    ],
    "responses": {
        200: AnswerSerializer,
        (400, PROBLEM_JSON): OpenApiResponse(
            ProblemSerializer,
            description="`q` is missing, empty or longer than 300 characters, or a parameter is not valid.",
            examples=[OpenApiExample("No question", _WRONG, response_only=True, status_codes=["400"])],
        ),
    },
    "examples": [
        OpenApiExample("A match", _MATCH, response_only=True, status_codes=["200"]),
        OpenApiExample("No match", _NO_MATCH, response_only=True, status_codes=["200"]),
    ],
    "tags": ["runbooks"],
}
