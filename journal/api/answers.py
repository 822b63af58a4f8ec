"""What a sender is answered."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from core.problems import PROBLEM_JSON, problem
from journal.services.incoming import Result, Status


class EventRefused(Exception):
    """A single event was rejected, or its id stands for another one: nothing has been changed."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.status)
        self.result = result


def answer_to(result: Result) -> dict[str, Any]:
    """One event's result as JSON."""
    body = {
        "event_id": result.event_id,
        "status": result.status.value,
        "errors": [{"pointer": fault.pointer, "reason": fault.reason} for fault in result.errors],
    }
    return body | ({"note": result.note} if result.note else {})


def refusal(request: Request, result: Result) -> Response:
    """Problem details for a single event: 409 where its id stands for another one, else 422."""
    if result.status is Status.CONFLICT:
        status, code, detail = 409, "event_conflict", _("This id stands for another event already.")
    else:
        status, code, detail = 422, "event_rejected", _("The event is not valid.")
    errors = [{"pointer": each.pointer, "code": result.status.value, "detail": each.reason} for each in result.errors]
    body = problem(request._request, status, code, detail, errors=errors)
    return Response(body, status=status, content_type=PROBLEM_JSON)
