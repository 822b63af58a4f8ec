"""A check and its result as plain values for JSON."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.duration import duration_iso_string
from rest_framework.request import Request

from core.api.fields import InstantField
from operations.runbooks.checks.registry import Check
from operations.runbooks.checks.running import CheckResult
from operations.runbooks.checks.sql import text_of

_INSTANT = InstantField()


def check_as_json(check: Check, request: Request) -> dict[str, Any]:
    """What a list tells of a check, in the present language."""
    return {
        "name": check.name,
        "title": str(check.title),
        "description": str(check.description),
        "permission": check.permission,
        "parameters": [
            {
                "name": each.name,
                "label": str(each.label),
                "type": each.type.value,
                "required": each.default is None,
                "default": each.default,
            }
            for each in check.parameters
        ],
        "unit": check.unit,
        "at_least": check.at_least,
        "at_most": check.at_most,
        "fresh_within": check.fresh_within,
        "url": request.build_absolute_uri(reverse("api-check", args=[check.name])),
    }


def check_in_full(check: Check, request: Request) -> dict[str, Any]:
    """The same with its columns and its SQL."""
    return check_as_json(check, request) | {"columns": _columns(check), "sql": text_of(check)}


def result_as_json(result: CheckResult) -> dict[str, Any]:
    """What a check found, in the present language."""
    check = result.check
    return {
        "check": check.name,
        "title": str(check.title),
        "verdict": result.verdict.value,
        "value": json_value(result.value),
        "unit": check.unit,
        "at_least": check.at_least,
        "at_most": check.at_most,
        "columns": _columns(check),
        "rows": [[json_value(cell) for cell in row] for row in result.rows],
        "truncated": result.truncated,
        "measured_at": result.measured_at,
        "age": result.age,
        "seconds": result.seconds,
    }


def json_value(value: Any) -> Any:
    """A value of a row as JSON has it."""
    match value:
        case datetime():
            return _INSTANT.to_representation(value)
        case date():
            return value.isoformat()
        case timedelta():
            return duration_iso_string(value)
        case Decimal():
            return float(value)
        case UUID():
            return str(value)
        case _:
            return value


def _columns(check: Check) -> list[dict[str, str]]:
    return [{"name": name, "title": str(title)} for name, title in check.columns.items()]
