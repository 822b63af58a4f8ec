"""Every error of the API as problem details (RFC 9457, application/problem+json)."""

import math
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.serializers import as_serializer_error
from rest_framework.views import set_rollback

from core.api.errors import ContentTooLarge, InvalidQuery
from core.errors import DomainError

PROBLEM_JSON = "application/problem+json"
NON_FIELD = "non_field_errors"


def problem(request: HttpRequest, status: int, code: str, detail: str, **members: Any) -> dict[str, Any]:
    """The body of a problem; `members` are further ones, left out when empty."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "instance": request.path,
    }
    return body | {name: value for name, value in members.items() if value}


def exception_handler(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """DRF's hook: what a view raised as a response; None for a fault of ours, which goes on to Django's handler500."""
    request = context["request"]._request
    # A problem is JSON, whatever the view renders; and whatever was asked for, where that is the problem.
    context["request"].accepted_renderer, context["request"].accepted_media_type = JSONRenderer(), PROBLEM_JSON
    set_rollback()
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, DjangoValidationError):
        error = exceptions.ValidationError(as_serializer_error(error))
    elif isinstance(error, RequestDataTooBig):
        error = ContentTooLarge()
    if isinstance(error, DomainError):
        at_fault = {"pointer": f"/{error.field}", "code": error.code, "detail": str(error)} if error.field else None
        errors = [at_fault] if at_fault else []
        body = problem(request, error.status, error.code, str(error), errors=errors, params=error.params)
        return _respond(body, _headers(error))
    if isinstance(error, exceptions.ValidationError):
        errors = list(field_problems(error.get_full_details()))
        if isinstance(error, InvalidQuery):
            errors = [{"parameter": each.pop("pointer").removeprefix("/")} | each for each in errors]
        body = problem(request, error.status_code, "invalid", _("Some values are not valid."), errors=errors)
        return _respond(body)
    if isinstance(error, exceptions.APIException):
        body = problem(request, error.status_code, _code(error), str(error.detail))
        return _respond(body, _headers(error))
    return None


def field_problems(details: Any, pointer: str = "") -> Iterator[dict[str, str]]:
    """DRF's nested error details as a flat list of `pointer` (RFC 6901), `code`, `detail`."""
    if isinstance(details, Mapping) and {"message", "code"} <= details.keys() and isinstance(details["message"], str):
        yield {"pointer": pointer, "code": str(details["code"]), "detail": str(details["message"])}
    elif isinstance(details, Mapping):
        for name, inner in details.items():
            step = "" if name == NON_FIELD else "/" + str(name).replace("~", "~0").replace("/", "~1")
            yield from field_problems(inner, pointer + step)
    else:
        for index, inner in enumerate(details):
            leaf = isinstance(inner, Mapping) and {"message", "code"} <= inner.keys()
            yield from field_problems(inner, pointer if leaf else f"{pointer}/{index}")


def problem_response(request: HttpRequest, status: int, code: str, detail: str) -> JsonResponse:
    """A problem for requests that never reached a view of the API."""
    return JsonResponse(problem(request, status, code, detail), status=status, content_type=PROBLEM_JSON)


def _respond(body: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=PROBLEM_JSON)


def _code(error: exceptions.APIException) -> str:
    codes = error.get_codes()
    return codes if isinstance(codes, str) else error.default_code


def _headers(error: Exception) -> dict[str, str]:
    headers = {}
    if auth_header := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = auth_header
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(math.ceil(wait))
    return headers
